import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where pip looks for packages when nobody says otherwise. */
const defaultIndex = 'https://pypi.org/simple';

/** The package indexes that pip would ask, in its order. */
export interface PackageIndexes {
  /** Addresses of simple indexes, each ending in a slash. */
  readonly urls: readonly URL[];
  /** Hosts that may be asked over plain http. */
  readonly trustedHosts: readonly string[];
}

/**
 * The indexes that pip is configured to use: PIP_INDEX_URL and PIP_EXTRA_INDEX_URL, else `index-url` and
 * `extra-index-url` of pip's configuration files, else PyPI. Needs neither pip nor Python.
 *
 * Source: https://pip.pypa.io/en/stable/topics/configuration/ (places, order and sections, as on Unix).
 */
export function configuredIndexes(env: NodeJS.ProcessEnv = process.env): PackageIndexes {
  const settings = new Map<string, string>();
  for (const file of configurationFiles(env)) readInto(settings, file);
  const setting = (name: string): string[] => {
    const variable = env[`PIP_${name.toUpperCase().replaceAll('-', '_')}`];
    return (variable ?? settings.get(name) ?? '').split(/\s+/).filter(Boolean);
  };
  const [main = defaultIndex] = setting('index-url');
  const addresses = [main, ...setting('extra-index-url')];
  const isAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  return { urls: addresses.filter(isAddress).map(asFolder), trustedHosts: setting('trusted-host') };
}

/** pip reads these one after the other; a later one overrides. */
function configurationFiles(env: NodeJS.ProcessEnv): string[] {
  const named = env.PIP_CONFIG_FILE;
  if (named === '/dev/null') return [];
  const home = env.HOME ?? homedir();
  const system = (env.XDG_CONFIG_DIRS ?? '/etc/xdg').split(':').filter(Boolean);
  return [
    ...(named ? [named] : []),
    ...system.map(folder => join(folder, 'pip', 'pip.conf')),
    '/etc/pip.conf',
    join(home, '.pip', 'pip.conf'),
    join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'pip', 'pip.conf'),
    ...(env.VIRTUAL_ENV ? [join(env.VIRTUAL_ENV, 'pip.conf')] : []),
  ];
}

/** The sections that `pip download` obeys, in rising order. */
const sections = ['global', 'download'];

/** Reads `[section]`, `key = value` and indented further lines, which is what Python's configparser takes. */
function readInto(settings: Map<string, string>, file: string): void {
  const found = new Map<string, string>();
  let section = '';
  let key: string | undefined;
  for (const line of textOf(file).split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const header = /^\[(.+)\]/.exec(line);
    const pair = /^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line);
    if (header) {
      section = header[1]!;
      key = undefined;
    } else if (/^\s/.test(line) && key !== undefined) {
      found.set(key, `${found.get(key)} ${line.trim()}`);
    } else if (pair) {
      key = `${section}.${pair[1]!.toLowerCase().replaceAll('_', '-')}`;
      found.set(key, pair[2]!.trim());
    }
  }
  for (const name of sections) {
    for (const [at, value] of found) {
      if (at.startsWith(`${name}.`)) settings.set(at.slice(name.length + 1), value);
    }
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function asFolder(text: string): URL {
  const url = new URL(text);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
