import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeAtomic } from './writeAtomic.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'featuremap-write-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('replaces a file and leaves nothing else', async () => {
  const path = join(folder, 'run.json');
  await writeFile(path, 'old and longer');
  await writeAtomic(path, 'new');
  expect(await readFile(path, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['run.json']);
});

it('leaves what was there, and nothing else, when it fails, and names the file', async () => {
  const path = join(folder, 'run.json');
  await mkdir(path);
  await expect(writeAtomic(path, 'new')).rejects.toMatchObject({ path });
  expect(await readdir(folder)).toEqual(['run.json']);
});

it('writes the whole of one of many writers at once', async () => {
  const path = join(folder, 'weights.bin');
  const contents = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(300_000));
  await Promise.all(contents.map(content => writeAtomic(path, content)));
  expect(contents).toContain(await readFile(path, 'utf8'));
  expect(await readdir(folder)).toEqual(['weights.bin']);
});

it('writes bytes, and bytes that come part by part', async () => {
  const path = join(folder, 'weights.bin');
  await writeAtomic(path, Uint8Array.of(1, 2, 3));
  expect([...(await readFile(path))]).toEqual([1, 2, 3]);
  await writeAtomic(path, parts());
  expect([...(await readFile(path))]).toEqual([4, 5, 6]);
});

it('leaves what was there when the content breaks off', async () => {
  const path = join(folder, 'weights.bin');
  await writeAtomic(path, 'old');
  const error = new Error('no more');
  await expect(writeAtomic(path, parts(error))).rejects.toBe(error);
  expect(await readFile(path, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['weights.bin']);
});

async function* parts(error?: Error): AsyncGenerator<Uint8Array> {
  yield Uint8Array.of(4, 5);
  if (error) throw error;
  yield Uint8Array.of(6);
}
