import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { configuredIndexes } from './pipConfiguration.js';
import { temporaryFolder } from './testing/fakeParts.js';

it('is PyPI where nothing is configured', () => {
  expect(urls({})).toEqual(['https://pypi.org/simple/']);
});

it("takes pip's variables first", () => {
  const env = { PIP_INDEX_URL: 'https://a/simple', PIP_EXTRA_INDEX_URL: 'https://b/x/ https://c/y' };
  expect(urls({ '.config/pip/pip.conf': '[global]\nindex-url = https://d/' }, env)).toEqual([
    'https://a/simple/',
    'https://b/x/',
    'https://c/y/',
  ]);
});

it('reads the configuration files in the order of pip: user over legacy, a virtual environment over both', () => {
  const legacy = { '.pip/pip.conf': '[global]\nindex-url: https://legacy/simple\n' };
  const user = { ...legacy, '.config/pip/pip.conf': '[global]\nindex_url = https://user/simple\n' };
  expect(urls(legacy)).toEqual(['https://legacy/simple/']);
  expect(urls(user)).toEqual(['https://user/simple/']);
  const env = { VIRTUAL_ENV: 'venv' };
  const virtual = { ...user, 'venv/pip.conf': '[download]\nindex-url = https://venv/simple\n' };
  expect(urls(virtual, env)).toEqual(['https://venv/simple/']);
});

it('understands comments, further lines and the sections of other commands', () => {
  const text = `# a comment
[global]
index-url = https://a/simple
; another
extra-index-url =
    https://b/simple
    https://c/simple
trusted-host = d
[search]
index-url = https://not-for-this/
`;
  const { home, env } = write({ '.config/pip/pip.conf': text });
  const indexes = configuredIndexes({ HOME: home, XDG_CONFIG_DIRS: '', ...env });
  expect(indexes.urls.map(String)).toEqual(['https://a/simple/', 'https://b/simple/', 'https://c/simple/']);
  expect(indexes.trustedHosts).toEqual(['d']);
});

function urls(files: Record<string, string>, variables: Record<string, string> = {}): string[] {
  const { home, env } = write(files, variables);
  return configuredIndexes({ HOME: home, XDG_CONFIG_DIRS: '', ...env }).urls.map(String);
}

function write(files: Record<string, string>, { VIRTUAL_ENV, ...env }: Record<string, string> = {}) {
  const home = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  return { home, env: VIRTUAL_ENV ? { ...env, VIRTUAL_ENV: join(home, VIRTUAL_ENV) } : env };
}
