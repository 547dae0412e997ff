import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from './makeFolder.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'featuremap-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('makes a folder and those above it, for all who want it at once', async () => {
  const path = join(folder, 'runs', 'first', 'plots');
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(path)));
  expect((await stat(path)).isDirectory()).toBe(true);
  await makeFolder(path);
});

it('makes it in the current folder', async () => {
  const before = process.cwd();
  process.chdir(folder);
  await makeFolder('runs/first').finally(() => process.chdir(before));
  expect((await stat(join(folder, 'runs', 'first'))).isDirectory()).toBe(true);
});

it('names the part of the path that is a file, and leaves the file', async () => {
  const path = join(folder, 'runs');
  await writeFile(path, 'kept');
  await expect(makeFolder(join(path, 'first'))).rejects.toMatchObject({ code: 'EEXIST', path });
  expect((await stat(path)).size).toBe(4);
});

it.runIf(process.platform === 'linux')('ends where no folder can be made', async () => {
  await expect(makeFolder('/proc/featuremap/first')).rejects.toMatchObject({
    code: 'ENOENT',
    path: '/proc/featuremap',
  });
});
