import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as Package from './index.js';
import { platform } from './platform.browser.js';
import { serveFiles, startMirror } from './testing/mirror.js';
import { temporaryFolder } from './testing/temporaryFolder.js';
import { tinyDataset } from './testing/tinyDataset.js';

const { definition, files } = tinyDataset();
const packed = new Map([...files].map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));

/** The Cache API over a Map, as far as it is used here. */
class MemoryCache {
  readonly entries = new Map<string, Response>();
  async match(key: string): Promise<Response | undefined> {
    return this.entries.get(key)?.clone();
  }
  async put(key: string, response: Response): Promise<void> {
    this.entries.set(key, response);
  }
}

/** The package as a browser gets it: bundled without Node's condition, and run without Node's globals. */
async function browserPackage(): Promise<typeof Package> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '..', 'dist', 'index.js')],
    bundle: true,
    platform: 'browser',
    format: 'esm',
    write: false,
  });
  const path = join(temporaryFolder(), 'bundle.mjs');
  writeFileSync(path, `const process = undefined, Buffer = undefined;\n${outputFiles[0]!.text}`);
  return import(/* @vite-ignore */ pathToFileURL(path).href);
}

afterEach(() => vi.unstubAllGlobals());

describe('in a browser', () => {
  it('data sets are downloaded, verified, and kept in the Cache API for the next visit', async () => {
    const cache = new MemoryCache();
    vi.stubGlobal('caches', { open: async () => cache });
    const mirror = await startMirror(serveFiles(packed));
    const { defineDataset, transforms } = await browserPackage();
    const Tiny = defineDataset(definition);
    const options = { mirrors: [mirror.url], transform: transforms.toTensor() };
    const set = await Tiny.load(options);
    expect(set.length).toBe(6);
    expect(set.get(1).image[0]).toBeCloseTo(files.get('train-images')![32]! / 255, 6);
    expect([...cache.entries.keys()]).toEqual([
      'https://featuremap.invalid/tiny/train-labels',
      'https://featuremap.invalid/tiny/train-images',
    ]);
    const again = await Tiny.load({ ...options, download: false });
    expect(again.batch([0, 3])).toEqual(set.batch([0, 3]));
    expect(mirror.requests).toHaveLength(2);
  });

  it('data sets load without the Cache API, and when it is full', async () => {
    const { defineDataset } = await browserPackage();
    const mirror = await startMirror(serveFiles(packed));
    const load = () => defineDataset(definition).load({ mirrors: [mirror.url] });
    expect((await load()).length).toBe(6);
    const full = { match: async () => undefined, put: () => Promise.reject(new Error('QuotaExceededError')) };
    vi.stubGlobal('caches', { open: async () => full });
    expect((await load()).length).toBe(6);
    vi.stubGlobal('caches', { open: () => Promise.reject(new Error('SecurityError')) });
    expect((await load()).length).toBe(6);
    expect(mirror.requests).toHaveLength(6);
  });

  it('a file in the cache that was changed is not used', async () => {
    const cache = new MemoryCache();
    vi.stubGlobal('caches', { open: async () => cache });
    await cache.put('https://featuremap.invalid/tiny/train-labels', new Response('rubbish'));
    const { defineDataset } = await browserPackage();
    const error = await defineDataset(definition)
      .load({ download: false })
      .catch(error => error);
    expect(error.code).toBe('ERR_IDX_FORMAT');
    expect(error.message).toMatch(
      /^Tiny: https:\/\/featuremap.invalid\/tiny\/train-labels: expected an IDX file/,
    );
  });

  it('gzip is unpacked up to the bytes expected and no further', async () => {
    const content = Buffer.alloc(100_000, 'featuremap');
    expect(Buffer.from(await platform.gunzip(gzipSync(content), 100_000)).equals(content)).toBe(true);
    await expect(platform.gunzip(gzipSync(content), 99_999)).rejects.toThrow('more than 99999 bytes');
    await expect(platform.gunzip(gzipSync(Buffer.alloc(2 ** 26)), 100)).rejects.toThrow(
      'more than 100 bytes',
    );
    await expect(platform.gunzip(gzipSync(content).subarray(0, 200), 100_000)).rejects.toThrow();
    await expect(platform.gunzip(gzipSync(content).fill(7, 50, 90), 100_000)).rejects.toThrow();
  });
});
