import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../run/record.js';
import {
  emptyFolder,
  featuremap,
  featuremapAfter,
  finished,
  startFeaturemap,
} from '../testing/featuremap.js';

const small = ['train', 'lenet5', '--limit', '96', '--batch-size', '16', '--lr', '0.1', '--epochs', '2'];
const allFiles = [
  'confusion.json',
  'confusion.svg',
  'loss.svg',
  'metrics.jsonl',
  'model.json',
  'run.json',
  'weights.bin',
];

describe('a run', () => {
  it('keeps the model, the losses, both plots and a record, and says where', async () => {
    const folder = await emptyFolder();
    const { exitCode, stdout, stderr } = await featuremap(folder, small);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/\n {2}engine {2}simd · WebAssembly/);
    expect(stdout).toMatch(/\n {2}epoch 2\/2 {2}loss \d\.\d{4} /);
    expect(stdout).toMatch(/\n {2}test accuracy \d+\.\d\d% {2}\d+ of 96 right/);
    expect(stdout).toContain('featuremap evaluate runs/lenet5-mnist-1');

    const run = join(folder, 'runs', 'lenet5-mnist-1');
    expect((await readdir(run)).sort()).toEqual(allFiles);
    const record = await recordIn(run);
    expect(record).toMatchObject({
      status: 'finished',
      network: 'lenet5',
      dataset: 'mnist',
      options: {
        epochs: 2,
        batchSize: 16,
        learningRate: 0.1,
        seed: 0,
        imageSize: 28,
        limit: 96,
        device: 'auto',
      },
      engine: { name: 'simd' },
      versions: { node: process.versions.node },
      result: { epochs: 2, steps: 12 },
    });
    const metrics = await metricsIn(run);
    expect(metrics.filter(({ type }) => type === 'step')).toHaveLength(12);
    expect(metrics.filter(({ type }) => type === 'epoch')).toHaveLength(2);
    expect(metrics.at(-1)).toMatchObject({ type: 'test', accuracy: record.result?.test?.accuracy });
  });

  it('gives the same losses for the same seed, and others for another', async () => {
    const folder = await emptyFolder();
    for (const [out, seed] of [
      ['a', '1'],
      ['b', '1'],
      ['c', '2'],
    ] as const) {
      await featuremap(folder, [...small, '--epochs', '1', '--seed', seed, '--out', out, '--quiet']);
    }
    const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(out => lossesIn(join(folder, out))));
    expect(a).toHaveLength(6);
    expect(b).toEqual(a);
    expect(c).not.toEqual(a);
  });

  it('prints one JSON value with --json and one line with --quiet; evaluate finds the same accuracy', async () => {
    const folder = await emptyFolder();
    const { stdout, stderr } = await featuremap(folder, [...small, '--json', '--out', 'first']);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ folder: 'first', status: 'finished' });
    expect(stderr).toContain('test accuracy');

    const again = await featuremap(folder, ['evaluate', 'first', '--limit', '96', '--json', '--quiet']);
    const { accuracy, confusion } = JSON.parse(again.stdout);
    expect(again.stderr).toBe('');
    expect(accuracy).toBe(result.result.test.accuracy);
    expect(confusion).toEqual(
      JSON.parse(await readFile(join(folder, 'first/confusion.json'), 'utf8')).confusion,
    );

    const quiet = await featuremap(folder, ['evaluate', 'first', '--limit', '96', '--quiet']);
    expect(quiet.stdout).toBe(`${(accuracy * 100).toFixed(2)}%\n`);
  });

  it('learns: most of MNIST is right after one epoch on a part of it', async () => {
    const folder = await emptyFolder();
    const learn = [
      'train',
      'lenet5',
      '--limit',
      '3000',
      '--batch-size',
      '32',
      '--lr',
      '0.3',
      '--epochs',
      '1',
    ];
    const { stdout } = await featuremap(folder, [...learn, '--json', '--quiet']);
    expect(JSON.parse(stdout).result.test.accuracy).toBeGreaterThan(0.85);
  });
});

describe('a small trial of AlexNet', () => {
  it('takes smaller images, and evaluate takes them as small', async () => {
    const folder = await emptyFolder();
    const trial = [
      'train',
      'alexnet',
      '--image-size',
      '65',
      '--limit',
      '48',
      '--batch-size',
      '16',
      '--epochs',
      '1',
    ];
    const { exitCode, stdout } = await featuremap(folder, [...trial, '--json', '--quiet', '--out', 'trial']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ options: { imageSize: 65 }, result: { steps: 3 } });
    const evaluated = await featuremap(folder, ['evaluate', 'trial', '--limit', '48', '--json', '--quiet']);
    expect(JSON.parse(evaluated.stdout).accuracy).toBe(JSON.parse(stdout).result.test.accuracy);
  });

  it('is refused below what the layers need, with the sizes that are possible, before anything is loaded', async () => {
    const folder = await emptyFolder();
    const { exitCode, stdout, stderr } = await featuremap(folder, ['train', 'alexnet', '--image-size', '64']);
    expect(exitCode).toBe(2);
    expect(stderr).toBe(
      "featuremap: alexnet: imageSize must be a whole number from 65 to 512, got 64. The lecture's is 224.\n",
    );
    expect(stdout).not.toContain('images to train');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a run that goes wrong', () => {
  it('is warned of while its loss stays at chance, on the screen and in the record', async () => {
    const folder = await emptyFolder();
    const stuck = [
      'train',
      'lenet5',
      '--limit',
      '1600',
      '--batch-size',
      '16',
      '--lr',
      '1e-6',
      '--epochs',
      '1',
    ];
    const { exitCode, stdout, stderr } = await featuremap(folder, [...stuck, '--quiet', '--out', 'stuck']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d\d% {2}stuck\n$/);
    const warning =
      /The loss ended epoch 1 at what guessing among 10 classes costs, 2\.303: .* learnt nothing yet/;
    expect(stderr).toMatch(warning);
    const { result } = await recordIn(join(folder, 'stuck'));
    expect(result?.warnings).toEqual([expect.stringMatching(warning)]);
  });

  it('is given up when the learning rate is far too high', async () => {
    const folder = await emptyFolder();
    const { exitCode, stderr } = await featuremap(folder, [...small, '--lr', '1e9', '--out', 'wild']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^featuremap: The loss is .* at step \d+ .*learning rate 1000000000.*lower.*\(--lr, --warmup, --clip\)\n$/,
    );
    expect(await recordIn(join(folder, 'wild'))).toMatchObject({ status: 'diverged', result: { epochs: 0 } });
    expect(await readdir(join(folder, 'wild'))).not.toContain('model.json');
  });

  it('is refused where a finished run is, before anything is loaded', async () => {
    const folder = await emptyFolder();
    const result = { test: { accuracy: 0.9791 } };
    const finishedRun = {
      format: 1,
      status: 'finished',
      network: 'lenet5',
      dataset: 'mnist',
      options: { imageSize: 28 },
      result,
    };
    await writeFile(join(folder, 'run.json'), JSON.stringify(finishedRun));
    const { exitCode, stdout, stderr } = await featuremap(folder, [...small, '--out', '.']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr).toBe(
      'featuremap: . holds a run already (lenet5 on mnist, finished, accuracy 97.91%). ' +
        'Give --out another folder, or delete this one.\n',
    );
    expect(await readdir(folder)).toEqual(['run.json']);
  });

  it('is refused where no folder can be', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'file'), '');
    const { exitCode, stderr } = await featuremap(folder, [...small, '--out', 'file/run']);
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'featuremap: file/run: a part of the path is a file, not a folder. Choose another folder with --out.\n',
    );
  });

  it.runIf(process.platform === 'linux')('ends where the system makes no folder', async () => {
    const { exitCode, stderr } = await featuremap(await emptyFolder(), [
      ...small,
      '--out',
      '/proc/runs/first',
    ]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('featuremap: /proc/runs: no folder can be made there. Choose another with --out.\n');
  });

  it('leaves no half-written file when the system takes no more', async () => {
    const folder = await emptyFolder();
    const { exitCode, stderr } = await featuremapAfter('ulimit -f 100', folder, [...small, '--out', 'full']);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^featuremap: .*weights\.bin.*: the file would be larger than this system allows.*\n$/,
    );
    const files = await readdir(join(folder, 'full'));
    expect(files.filter(file => !allFiles.includes(file) || /model|weights/.test(file))).toEqual([]);
    expect(await recordIn(join(folder, 'full'))).toMatchObject({ status: 'failed' });
    await metricsIn(join(folder, 'full'));
  });

  it('names a broken file of the data set, and takes a good one from elsewhere', async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, 'mnist'));
    await writeFile(join(folder, 'mnist', 'train-labels-idx1-ubyte'), 'not labels');
    const { exitCode, stdout } = await featuremap(folder, [...small, '--epochs', '1'], {
      FEATUREMAP_DATA: folder,
    });
    expect(stdout).toContain('mnist/train-labels-idx1-ubyte is not used:');
    expect(exitCode).toBe(0);
  });
});

describe('Ctrl-C', () => {
  it('keeps what there is, so that the run can be evaluated, and exits with 130', async () => {
    const folder = await emptyFolder();
    const run = join(folder, 'runs', 'lenet5-mnist-1');
    const child = startFeaturemap(folder, ['train', 'lenet5', '--epochs', '50']);
    const ending = finished(child);
    await firstLosses(run);
    child.kill('SIGINT');
    const { exitCode, stdout, stderr } = await ending;
    expect({ exitCode, stderr }).toEqual({ exitCode: 130, stderr: '' });
    expect(stdout).toMatch(/interrupted {2}\d+ epochs? and \d+ steps? done, not tested/);

    const record = await recordIn(run);
    expect(record).toMatchObject({ status: 'interrupted', result: { test: null } });
    expect(await lossesIn(run)).toHaveLength(record.result?.steps ?? -1);
    expect((await readdir(run)).sort()).toEqual(allFiles.filter(file => !file.startsWith('confusion')));
    const evaluated = await featuremap(folder, ['evaluate', run, '--limit', '64', '--quiet']);
    expect(evaluated).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

type Metric = { readonly type: string; readonly loss: number };

async function firstLosses(run: string): Promise<void> {
  const size = () =>
    stat(join(run, 'metrics.jsonl')).then(
      file => file.size,
      () => 0,
    );
  while ((await size()) === 0) await new Promise(resolve => setTimeout(resolve, 50));
}

async function recordIn(run: string): Promise<RunRecord> {
  return JSON.parse(await readFile(join(run, 'run.json'), 'utf8'));
}

async function metricsIn(run: string): Promise<Metric[]> {
  const text = await readFile(join(run, 'metrics.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));
}

async function lossesIn(run: string): Promise<number[]> {
  return (await metricsIn(run)).filter(({ type }) => type === 'step').map(({ loss }) => loss);
}
