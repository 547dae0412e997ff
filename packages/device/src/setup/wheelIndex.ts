import { SetupError } from './errors.js';
import type { PackageIndexes } from './pipConfiguration.js';
import { wheelPlatform } from './recipe.js';
import { RequestError, request } from './request.js';

/** A wheel as a package index lists it. */
export interface Wheel {
  readonly file: string;
  readonly url: URL;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
  /** In bytes; older indexes do not say it. */
  readonly size?: number;
}

/** How to ask an index. */
export interface AskOptions {
  readonly indexes: PackageIndexes;
  readonly signal: AbortSignal | undefined;
  readonly stallTimeout: number;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Finds a project's wheel for this platform in the first index that has it.
 *
 * Source: https://packaging.python.org/en/latest/specifications/simple-repository-api/ (JSON and HTML).
 *
 * @throws {SetupError} `index` when none has it, with each one's reason
 */
export async function findWheel(project: string, version: string, options: AskOptions): Promise<Wheel> {
  const reasons: string[] = [];
  for (const index of options.indexes.urls) {
    try {
      const page = new URL(`${normalized(project)}/`, index);
      checkTransport(page, options.indexes);
      const found = (await listFiles(page, options)).filter(({ file }) => isWanted(file, project, version));
      // Any will do: the last by name, so that it is the same one every time.
      const wheel = found.sort((a, b) => (a.file < b.file ? -1 : 1)).at(-1);
      if (wheel) return withSha256(wheel);
      reasons.push(`${index.host} has no wheel of it for Linux on x86-64`);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (!(error instanceof RequestError)) throw error;
      reasons.push(`${index.host}: ${error.message}`);
    }
  }
  throw new SetupError(
    'index',
    `no package index gave ${project} ${version} (${reasons.join('; ') || 'none is configured'}); ` +
      'check your connection and PIP_INDEX_URL, and run it again',
  );
}

/** Answers that this can read, best first; the rest is for servers that know HTML only. */
const accept =
  'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1';

type ListedFile = Omit<Wheel, 'sha256'> & { readonly sha256: string | undefined };

async function listFiles(page: URL, { signal, stallTimeout }: AskOptions): Promise<ListedFile[]> {
  const { response, stop } = await request(page, { headers: { accept }, signal, stallTimeout });
  try {
    const base = new URL(response.url);
    const isJson = response.headers.get('content-type')?.includes('json');
    return isJson ? fromJson(await response.json(), base, page) : fromHtml(await response.text(), base, page);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new RequestError(`its answer cannot be read (${(error as Error).message})`, false);
  } finally {
    stop();
  }
}

interface JsonPage {
  readonly files: readonly {
    readonly filename: string;
    readonly url: string;
    readonly size?: number;
    readonly hashes: Readonly<Record<string, string>>;
  }[];
}

function fromJson(page: unknown, base: URL, asked: URL): ListedFile[] {
  return (page as JsonPage).files.map(({ filename, url, size, hashes }) => ({
    file: filename,
    url: addressOf(url, base, asked),
    sha256: hashes.sha256,
    ...(size === undefined ? {} : { size }),
  }));
}

function fromHtml(page: string, base: URL, asked: URL): ListedFile[] {
  const links = page.matchAll(/<a\s[^>]*?href\s*=\s*["']([^"']+)["'][^>]*>([^<]+)<\/a>/gi);
  return Array.from(links, ([, href, text]) => {
    const url = addressOf(href!.replaceAll('&amp;', '&'), base, asked);
    const sha256 = /sha256=([0-9a-f]{64})/.exec(url.hash)?.[1];
    url.hash = '';
    return { file: text!.trim(), url, sha256 };
  });
}

/** On the index's own host its user and password hold for the files too. */
function addressOf(href: string, base: URL, asked: URL): URL {
  const url = new URL(href, base);
  if (url.host === asked.host && !url.username) {
    url.username = asked.username;
    url.password = asked.password;
  }
  return url;
}

function isWanted(file: string, project: string, version: string): boolean {
  const [name = '', of, ...tags] = file.replace(/\.whl$/, '').split('-');
  return (
    file.endsWith('.whl') &&
    normalized(name) === normalized(project) &&
    of === version &&
    wheelPlatform.test(tags.at(-1) ?? '')
  );
}

function withSha256(wheel: ListedFile): Wheel {
  const { sha256 } = wheel;
  if (sha256) return { ...wheel, sha256 };
  throw new RequestError(`it gives no SHA-256 for ${wheel.file}, so that it cannot be checked`, false);
}

/** The checksums come from the index, so it must be who it says it is: as pip has it. */
function checkTransport(page: URL, { trustedHosts }: PackageIndexes): void {
  if (page.protocol === 'https:' || LOOPBACK.test(page.hostname)) return;
  if (trustedHosts.includes(page.hostname) || trustedHosts.includes(page.host)) return;
  throw new RequestError('it is not asked over plain http (PIP_TRUSTED_HOST allows it)', false);
}

/** PEP 503: case, and runs of `-`, `_` and `.`, do not matter. */
function normalized(project: string): string {
  return project.toLowerCase().replace(/[-_.]+/g, '-');
}
