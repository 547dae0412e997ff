import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './packages.js';
import { installPackedPackages } from './packed.js';
import { fall, run, runProgram } from './program.js';

const programs = ['faster', 'lecture', 'data', 'blocks'];

/** The package of the npm registry that holds Node 24 itself, for the machine that this runs on. */
const node24 = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@24`;

let project: string;
let otherNode: string;

beforeAll(async () => {
  project = await installPackedPackages('@types/node@20');

  for (const program of programs) {
    copyFileSync(join(root, 'tests/programs', `${program}.ts`), join(project, `${program}.ts`));
  }
  const compilerOptions = {
    strict: true,
    target: 'es2022',
    module: 'nodenext',
    types: ['node'],
    skipLibCheck: true,
  };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));

  const elsewhere = join(project, 'node24');
  await run(project, 'npm', ['install', '--prefix', elsewhere, '--ignore-scripts', node24], 600);
  otherNode = join(elsewhere, 'node_modules/.bin/node');
});

afterAll(() => rm(project, { recursive: true, force: true }));

it('installs one copy of TensorFlow.js, which is the one of the program', () => {
  const copies = readdirSync(join(project, 'node_modules'), { recursive: true, encoding: 'utf8' })
    .filter(file => /@tensorflow\/tfjs-(core|layers)\/package\.json$/.test(file))
    .sort();
  expect(copies).toEqual(['@tensorflow/tfjs-core/package.json', '@tensorflow/tfjs-layers/package.json']);
});

it('type-checks every program in strict mode against the types that were packed', async () => {
  await run(project, process.execPath, [join(root, 'node_modules/typescript/bin/tsc')]);
  expect(programs.filter(program => !existsSync(join(project, `${program}.js`)))).toEqual([]);
});

describe.each([
  ['this Node', () => process.execPath],
  ['Node 24', () => otherNode],
])('on %s', (_, node) => {
  it('speeds up a TensorFlow.js program by importing the engine', async () => {
    const result = await runProgram(project, 'faster.js', node());
    expect(result.backend).toBe('simd');
    expect(fall(result.loss)).toBeGreaterThan(0.05);
  });

  it("runs the lecture's program to the lecture's accuracy, and draws its loss", async () => {
    const result = await runProgram(project, 'lecture.js', node(), 800);
    expect(result.accuracy).toBeGreaterThan(0.97);
    expect(readFileSync(join(project, 'loss.svg'), 'utf8')).toMatch(/^<svg.*<path.*<\/svg>\s*$/s);
  });

  it('reads FashionMNIST without a tensor library', async () => {
    expect(await runProgram(project, 'data.js', node())).toEqual({
      length: 10_000,
      lastClass: 'Ankle boot',
      imageShape: [28, 28, 1],
      first: { pixels: 784, label: 9 },
      batch: { images: 3 * 784, labels: [6, 1, 6], shape: [3, 28, 28, 1] },
    });
  });

  it('saves, loads and trains a model with both blocks in it', async () => {
    const result = await runProgram(project, 'blocks.js', node());
    expect(result.layers).toEqual(expect.arrayContaining(['ResidualBlock', 'Inception']));
    expect(result).toMatchObject({ weights: 0, difference: 0 });
    expect(fall(result.loss)).toBeGreaterThan(0);
  });
});
