import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { defineDataset, type LoadOptions, StorageError } from './index.js';
import { isolateCache } from './testing/isolatedCache.js';
import { serveFiles, startMirror } from './testing/mirror.js';
import { temporaryFolder } from './testing/temporaryFolder.js';
import { type TinyDataset, tinyDataset } from './testing/tinyDataset.js';

const run = promisify(execFile);
const cache = isolateCache();
/** Images of 512 kB. */
const tiny = tinyDataset({}, 512, 32);

const pack = ({ files }: TinyDataset) =>
  new Map([...files].map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));

function load(options: LoadOptions): Promise<unknown> {
  return defineDataset(tiny.definition).load(options);
}

async function storageError(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.unreachable('was saved'),
    error => error,
  );
  expect(error).toBeInstanceOf(StorageError);
  expect(error.code).toBe('ERR_STORAGE');
  expect(error.message).toMatch(/^Tiny: can't save [^\n]+ name another folder by `root` or FEATUREMAP_DATA$/);
  return error.message;
}

/** Runs the built package in a process of its own, under `shell` commands if there are any. */
async function loadElsewhere(options: LoadOptions, shell = ''): Promise<Record<string, unknown>> {
  const script = join(import.meta.dirname, 'testing', 'loadTiny.mjs');
  const argument = JSON.stringify({ definition: tiny.definition, options });
  const command = ['-c', `${shell} exec "$@"`, 'sh', process.execPath, script, argument];
  const { stdout } = await run('sh', command, { env: { ...process.env, FEATUREMAP_DATA: cache() } });
  return JSON.parse(stdout);
}

/** All files below a folder. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

describe('saving a download', () => {
  it('puts it into root’s folder for the data set, which is made', async () => {
    const mirror = await startMirror(serveFiles(pack(tiny)));
    const root = join(temporaryFolder(), 'a', 'b');
    await load({ root, mirrors: [mirror.url] });
    expect(readFileSync(join(root, 'tiny', 'train-images')).equals(tiny.files.get('train-images')!)).toBe(
      true,
    );
    expect(filesBelow(root)).toEqual(['train-images', 'train-labels']);
    expect(filesBelow(cache())).toEqual([]);
  });

  it('is safe in several processes at once', async () => {
    const mirror = await startMirror(serveFiles(pack(tiny)));
    const root = temporaryFolder();
    const options = { root, mirrors: [mirror.url] };
    const results = await Promise.all([1, 2, 3].map(() => loadElsewhere(options)));
    expect(results).toEqual(Array(3).fill({ length: 512 }));
    expect(filesBelow(root)).toEqual(['train-images', 'train-labels']);
    expect(await loadElsewhere({ root, download: false })).toEqual({ length: 512 });
  });

  it('is safe many times at once in one process', async () => {
    const mirror = await startMirror(serveFiles(pack(tiny)));
    await Promise.all(Array.from({ length: 8 }, () => load({ mirrors: [mirror.url] })));
    expect(filesBelow(cache())).toEqual(['train-images', 'train-labels']);
    await load({ download: false });
  });

  it.skipIf(process.platform === 'win32')('leaves no part of a file that does not fit', async () => {
    const mirror = await startMirror(serveFiles(pack(tiny)));
    // Blocks of 512 bytes (1024 in some shells): the labels fit, the images do not.
    const result = await loadElsewhere({ mirrors: [mirror.url] }, 'ulimit -f 100;');
    expect(result).toMatchObject({ name: 'StorageError', code: 'ERR_STORAGE' });
    expect(result.message).toMatch(
      /^Tiny: can't save [^\n]+train-images \(524304 bytes\): files may not be that large/,
    );
    expect(filesBelow(cache())).toEqual(['train-labels']);
  });

  it.skipIf(process.platform === 'win32')(
    'says so where it has no permission, and leaves nothing',
    async () => {
      const mirror = await startMirror(serveFiles(pack(tiny)));
      const root = temporaryFolder();
      chmodSync(root, 0o555);
      const asRoot = process.getuid?.() === 0;
      // The superuser may write anywhere: be nobody for a while.
      if (asRoot) process.seteuid?.(65534);
      try {
        expect(await storageError(load({ root, mirrors: [mirror.url] }))).toContain(
          'no permission to write there',
        );
      } finally {
        if (asRoot) process.seteuid?.(0);
        chmodSync(root, 0o755);
      }
      // The check before the download asks for the real user's rights, which stay the superuser's.
      if (!asRoot) expect(mirror.requests).toEqual([]);
      expect(filesBelow(root)).toEqual([]);
    },
  );

  it('says so where a part of the path is a file, before it downloads', async () => {
    const mirror = await startMirror(serveFiles(pack(tiny)));
    const root = join(temporaryFolder(), 'file');
    writeFileSync(root, 'mine');
    expect(await storageError(load({ root, mirrors: [mirror.url] }))).toContain(
      'a part of that path is a file',
    );
    expect(readFileSync(root, 'utf8')).toBe('mine');
    expect(mirror.requests).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'says so where no folder can be made, and does not hang',
    async () => {
      const mirror = await startMirror(serveFiles(pack(tiny)));
      await storageError(load({ root: '/proc/featuremap/data', mirrors: [mirror.url] }));
    },
  );

  it('says so where a folder has the file’s name, and leaves no part of the file', async () => {
    const mirror = await startMirror(serveFiles(pack(tiny)));
    mkdirSync(join(cache(), 'tiny', 'train-labels'), { recursive: true });
    await storageError(load({ mirrors: [mirror.url] }));
    expect(filesBelow(cache())).toEqual([]);
  });
});
