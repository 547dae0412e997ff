import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { emptyFolder, featuremap } from '../testing/featuremap.js';

const train = ['train', 'lenet5', '--limit', '96', '--batch-size', '16', '--lr', '0.1', '--epochs', '1'];
const evaluate = ['evaluate', '--limit', '200', '--json', '--quiet', '--device', 'simd'];

it('a run that went out as safetensors and came back is the same network', async () => {
  const folder = await emptyFolder();
  await featuremap(folder, [...train, '--out', 'here', '--quiet']);
  const exported = await featuremap(folder, ['export', 'here', 'lenet5.safetensors']);
  expect(exported).toMatchObject({ exitCode: 0, stderr: '' });
  expect(exported.stdout).toMatch(/61,706 of lenet5, in lenet5\.safetensors/);

  const imported = await featuremap(folder, ['import', 'lenet5', 'lenet5.safetensors', '--out', 'back']);
  expect(imported).toMatchObject({ exitCode: 0, stderr: '' });
  expect(imported.stdout).toMatch(/test it: featuremap evaluate back\n/);
  expect((await readdir(join(folder, 'back'))).sort()).toEqual(['model.json', 'run.json', 'weights.bin']);

  const [before, after] = await Promise.all(
    ['here', 'back'].map(async run => JSON.parse((await featuremap(folder, [...evaluate, run])).stdout)),
  );
  expect({ ...after, folder: 'here' }).toEqual(before);
});

it('says which run was imported, and from what', async () => {
  const folder = await emptyFolder();
  await featuremap(folder, [...train, '--out', 'here', '--quiet']);
  await featuremap(folder, ['export', 'here', 'w.safetensors', '--quiet']);
  const args = ['import', 'lenet5', 'w.safetensors', '--dataset', 'fashion-mnist', '--json', '--quiet'];
  const { stdout } = await featuremap(folder, args);
  expect(JSON.parse(stdout)).toMatchObject({
    folder: 'runs/lenet5-fashion-mnist-1',
    status: 'imported',
    dataset: 'fashion-mnist',
    source: 'w.safetensors',
  });
  const again = await featuremap(folder, ['import', 'lenet5', 'w.safetensors', '--out', 'here']);
  expect(again.exitCode).toBe(1);
  expect(again.stderr).toMatch(/^featuremap: here holds a run already/);
});

it('never writes over a file unless told to', async () => {
  const folder = await emptyFolder();
  await featuremap(folder, [...train, '--out', 'here', '--quiet']);
  await writeFile(join(folder, 'thesis.txt'), 'mine');
  const refused = await featuremap(folder, ['export', 'here', 'thesis.txt']);
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' });
  expect(refused.stderr).toBe(
    'featuremap: thesis.txt exists already. Give another name, or --force to replace it.\n',
  );
  expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('mine');
  expect(await featuremap(folder, ['export', 'here', 'thesis.txt', '--force'])).toMatchObject({
    exitCode: 0,
  });
});

it('refuses what is no file of this network in one line, and makes no folder of it', async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, 'text.safetensors'), 'no such thing at all');
  for (const [file, message] of [
    [
      'text.safetensors',
      /^featuremap: text\.safetensors: expected a safetensors file, got a header of \d+ bytes/,
    ],
    ['missing.safetensors', /^featuremap: missing\.safetensors: /],
  ] as const) {
    const { exitCode, stdout, stderr } = await featuremap(folder, ['import', 'lenet5', file, '--out', 'run']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
  expect(await readdir(folder)).toEqual(['text.safetensors']);
  const noRun = await featuremap(folder, ['export', 'nowhere', 'x.safetensors']);
  expect(noRun.stderr).toMatch(/^featuremap: There is no run in nowhere: it has no run\.json\./);
});
