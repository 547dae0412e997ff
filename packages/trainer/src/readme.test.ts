import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** What the first example leaves to the others, small enough for plain JavaScript. */
const preamble = `
import * as tf from '@tensorflow/tfjs';
import { type Batch, DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { Trainer } from '@featuremap/trainer';

await tf.setBackend('cpu');
const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
const testSet = await MNIST.load({ train: false, transform, download: false });
const part = { length: 256, batch: (indices: readonly number[]) => testSet.batch(indices) };
const trainLoader = new DataLoader<Batch>(part, { batchSize: 64, shuffle: true, seed: 0 });
const testLoader = new DataLoader<Batch>(part, { batchSize: 100 });
const model: tf.LayersModel = tf.sequential({
  layers: [
    tf.layers.flatten({ inputShape: [28, 28, 1] }),
    tf.layers.dense({ units: 16, activation: 'tanh' }),
    tf.layers.dense({ units: 10 }),
  ],
});
const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.1) });
`;

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8');

/** Each section's code. The first stands before all headings: the whole program, with an engine and all of MNIST. */
const sections = readme.split(/^## /m).map(section => ({
  title: section.slice(0, section.indexOf('\n')),
  code: [...section.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code).join(''),
}));
const [whole, ...others] = sections.filter(({ code }) => code !== '');

describe('README.md', () => {
  let folder: string;
  const fileOf = (title: string, extension: string) =>
    join(folder, `${title.replaceAll(/\W+/g, '-')}.${extension}`);

  beforeAll(() => {
    // Inside node_modules, so that the packages are found as a user's program finds them.
    const cache = join(root, 'node_modules/.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'trainer-readme-'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(fileOf(whole!.title, 'ts'), whole!.code);
    for (const { title, code } of others) writeFileSync(fileOf(title, 'ts'), preamble + code);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has examples that type-check in strict mode, without a cast', () => {
    const program = ts.createProgram(
      [whole!, ...others].map(({ title }) => fileOf(title, 'ts')),
      {
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        target: ts.ScriptTarget.ES2022,
        module: ts.ModuleKind.NodeNext,
        moduleResolution: ts.ModuleResolutionKind.NodeNext,
        types: ['node'],
        typeRoots: [join(root, 'node_modules/@types')],
      },
    );
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(
        ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    expect(problems).toEqual([]);
    expect(sections.map(({ code }) => code.replaceAll('* as tf', '')).join()).not.toMatch(/ as |<any>|!\./);
  });

  it.each(others)('runs its example: $title', async ({ title }) => {
    const source = readFileSync(fileOf(title, 'ts'), 'utf8');
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
    });
    const file = fileOf(title, 'mjs');
    writeFileSync(file, outputText);
    const listening = process.listenerCount('SIGINT');
    const printed = [
      vi.spyOn(console, 'log').mockImplementation(() => {}),
      vi.spyOn(console, 'error').mockImplementation(() => {}),
      vi.spyOn(process.stderr, 'write').mockImplementation(() => true),
    ];
    try {
      await import(/* @vite-ignore */ pathToFileURL(file).href);
    } finally {
      for (const spy of printed) spy.mockRestore();
      for (const added of process.listeners('SIGINT').slice(listening)) process.off('SIGINT', added);
    }
  });
});
