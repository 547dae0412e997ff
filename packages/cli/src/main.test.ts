import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { main } from './main.js';
import { emptyFolder, type Finished, featuremap } from './testing/featuremap.js';

describe('what cannot be', () => {
  it.each([
    [
      'train lenet',
      'Unknown network "lenet". Did you mean lenet5? Known: lenet5, alexnet, googlenet, resnet.',
    ],
    [
      'train lenet5 --dataset fashionmnist',
      'Unknown data set "fashionmnist". Did you mean fashion-mnist? Known: mnist, fashion-mnist.',
    ],
    [
      'train lenet5 --device webgl',
      'Unknown device "webgl". Did you mean webgpu? Known: auto, simd, webgpu, cuda, tensorflow, cpu.',
    ],
    ['trian lenet5', "unknown command 'trian' (Did you mean train?)"],
    ['train lenet5 --epoch 3', "unknown option '--epoch' (Did you mean --epochs?)"],
    [
      'train lenet5 --batch-size 0',
      "option '--batch-size <n>' argument '0' is invalid. Give a whole number from 1 on.",
    ],
    [
      'train lenet5 --epochs 1.5',
      "option '--epochs <n>' argument '1.5' is invalid. Give a whole number from 1 on.",
    ],
    [
      'train lenet5 --seed -1',
      "option '--seed <n>' argument '-1' is invalid. Give a whole number from 0 on.",
    ],
    [
      'train lenet5 --lr zero',
      "option '--lr <rate>' argument 'zero' is invalid. Give a number above 0, such as 0.1.",
    ],
    [
      'train lenet5 --lr Infinity',
      "option '--lr <rate>' argument 'Infinity' is invalid. Give a number above 0, such as 0.1.",
    ],
    ['train', "missing required argument 'network'"],
  ])('featuremap %s: one line, exit code 2', async (line, message) => {
    const { exitCode, stdout, stderr } = await inProcess(line.split(' '));
    expect(stderr).toBe(`featuremap: ${message}\n`);
    expect(stdout).toBe('');
    expect(exitCode).toBe(2);
  });

  it('without a command prints how to use it to standard error', async () => {
    const { exitCode, stdout, stderr } = await inProcess([]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: featuremap/);
  });
});

describe('what fails', () => {
  it('a device that is not installed: one line that says what to install', async () => {
    const { exitCode, stderr } = await featuremap(await emptyFolder(), [
      'train',
      'lenet5',
      '--device',
      'webgpu',
    ]);
    expect(stderr).toBe(
      'featuremap: Device "webgpu" cannot be used: the package webgpu is not installed. Install it with ' +
        '`npm install webgpu @tensorflow/tfjs-backend-webgpu`, or use simd.\n',
    );
    expect(exitCode).toBe(1);
  });

  it('a folder without a run: one line that says where runs are', async () => {
    const { exitCode, stderr } = await inProcess(['evaluate', 'here']);
    expect(stderr).toMatch(
      /^featuremap: There is no run in here: it has no run\.json\. Give the folder .*\n$/,
    );
    expect(exitCode).toBe(1);
  });

  it('a damaged record: one line that names it', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'run.json'), '{"format": 1');
    const { exitCode, stderr } = await inProcess(['evaluate', folder]);
    expect(stderr).toBe(
      `featuremap: ${folder}/run.json is damaged, or not written by featuremap. Train the run again.\n`,
    );
    expect(exitCode).toBe(1);
  });

  it('shows where, if FEATUREMAP_DEBUG says so', async () => {
    const { stderr } = await featuremap(await emptyFolder(), ['evaluate', 'here'], { FEATUREMAP_DEBUG: '1' });
    expect(stderr).toMatch(/\n {4}at .*evaluate\.js/);
  });
});

describe('what is asked', () => {
  it('--help of every command has an exit code of 0 and fits 80 columns', async () => {
    for (const words of [
      [],
      ['train'],
      ['evaluate'],
      ['summary'],
      ['devices'],
      ['setup'],
      ['data'],
      ['data', 'fetch'],
    ]) {
      const { exitCode, stdout } = await inProcess([...words, '--help']);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: ${['featuremap', ...words].join(' ')}`);
      expect(stdout.split('\n').filter(line => line.length > 80)).toEqual([]);
    }
  });

  it('--version prints the version', async () => {
    const { stdout } = await featuremap(await emptyFolder(), ['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('summary prints the layers, and as JSON the same', async () => {
    const { stdout } = await inProcess(['summary', 'lenet5']);
    expect(stdout).toMatch(/C5 +convolution, tanh +5×5×16×120 +1 +0 +1×1×120 +48,120/);
    const json = JSON.parse((await inProcess(['summary', 'lenet5', '--json'])).stdout);
    expect(json).toMatchObject({
      network: 'lenet5',
      parameters: 61_706,
      recipes: { mnist: { learningRate: 0.9 } },
    });
    expect(json.layers.map(({ name }: { name: string }) => name)).toContain('S4');
  });

  it('has colours only where they are wanted', async () => {
    const isColored = async () => (await inProcess(['summary', 'lenet5'])).stdout.includes('\u001b[');
    vi.stubEnv('FORCE_COLOR', '');
    vi.stubEnv('NO_COLOR', '');
    expect(await isColored()).toBe(false);
    vi.stubEnv('FORCE_COLOR', '1');
    expect(await isColored()).toBe(true);
    vi.stubEnv('NO_COLOR', '1');
    expect(await isColored()).toBe(false);
    vi.unstubAllEnvs();
  });

  it('devices lists all of them', async () => {
    const { stdout } = await inProcess(['devices', '--json']);
    const listed: { name: string; available: boolean }[] = JSON.parse(stdout);
    expect(listed.map(({ name }) => name)).toEqual(['cuda', 'webgpu', 'simd', 'tensorflow', 'cpu']);
    expect(listed.find(({ name }) => name === 'simd')?.available).toBe(true);
  });

  it('data fetch finds MNIST without the network', async () => {
    const { stdout } = await inProcess(['data', 'fetch', 'mnist', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ dataset: 'mnist', images: { train: 60_000, test: 10_000 } });
  });
});

/** The command without a process of its own, which would take a second each to start. */
async function inProcess(args: string[]): Promise<Finished> {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const written = (stream: typeof stdout) => stream.mock.calls.map(([text]) => String(text)).join('');
  try {
    const exitCode = await main(args);
    return { exitCode, stdout: written(stdout), stderr: written(stderr) };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}
