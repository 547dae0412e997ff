import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimRunFolder } from './folder.js';
import type { RunStatus } from './record.js';

const home = process.cwd();
beforeEach(async () => process.chdir(await mkdtemp(join(tmpdir(), 'featuremap-runs-'))));
afterEach(async () => {
  const folder = process.cwd();
  process.chdir(home);
  await rm(folder, { recursive: true });
});

it('numbers the folders of its own, also when two runs begin at once', async () => {
  const both = await Promise.all([1, 2].map(() => claimRunFolder(undefined, 'lenet5-mnist')));
  expect(both.sort()).toEqual(['runs/lenet5-mnist-1', 'runs/lenet5-mnist-2']);
  expect(await claimRunFolder(undefined, 'resnet-mnist')).toBe('runs/resnet-mnist-1');
});

it('makes a folder that the user named, with its parents', async () => {
  expect(await claimRunFolder('a/b', 'lenet5-mnist')).toBe('a/b');
  expect(await readdir('a')).toEqual(['b']);
});

it.each(['finished', 'interrupted', 'running'] as const)('does not touch a run that is %s', async status => {
  await makeRun(status);
  await expect(claimRunFolder('first', '')).rejects.toThrow(
    new RegExp(`^first holds a run already \\(lenet5 on mnist, ${status}\\)\\. Give --out another folder`),
  );
  expect((await readdir('first')).sort()).toEqual(['metrics.jsonl', 'notes.txt', 'run.json']);
});

it.each(['diverged', 'failed'] as const)(
  'replaces a run that %s, and nothing that is not of it',
  async status => {
    await makeRun(status);
    await claimRunFolder('first', '');
    expect(await readdir('first')).toEqual(['notes.txt']);
  },
);

it("does not write among somebody's files", async () => {
  await mkdir('thesis');
  await writeFile('thesis/model.json', 'mine');
  await expect(claimRunFolder('thesis', '')).rejects.toThrow(/^thesis holds files that are no run's/);
});

async function makeRun(status: RunStatus): Promise<void> {
  await mkdir('first');
  const record = {
    format: 1,
    status,
    network: 'lenet5',
    dataset: 'mnist',
    options: { imageSize: 28 },
    result: null,
  };
  await writeFile('first/run.json', JSON.stringify(record));
  await writeFile('first/metrics.jsonl', '{}\n');
  await writeFile('first/notes.txt', 'mine');
}
