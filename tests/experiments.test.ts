import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recipes } from '@featuremap/models';
import { describe, expect, it } from 'vitest';
import { seeds } from '../experiments/goals.mjs';
import type { Result } from '../experiments/resultsFile.mjs';
import { accuracyTable, documents, sweepTable, withTables } from '../experiments/tables.mjs';
import { root } from './packages.js';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const results = (dataset: string): Result[] => JSON.parse(read(`experiments/results/${dataset}.json`));

describe.each(documents())('$file', ({ file, tables }) => {
  it('has the tables that the results give: `npm run tables` writes them', () => {
    const document = read(file);
    expect(withTables(document, tables)).toBe(document);
  });
});

describe('the results', () => {
  it('for MNIST were trained with the recipes, which are the lecture’s', () => {
    for (const { network, ...result } of results('mnist')) {
      const { source, ...recipe } = recipes[network].mnist;
      expect(result).toMatchObject(recipe);
      expect(seeds).toContain(result.seed);
      expect(result.engine).toMatch(/^simd, /);
    }
  });
});

describe('a table', () => {
  const result: Result = {
    network: 'lenet5',
    seed: 0,
    epochs: 5,
    imageSize: 28,
    batchSize: 256,
    learningRate: 0.9,
    momentum: 0,
    schedule: 'constant',
    warmupEpochs: 0,
    maxGradientNorm: null,
    status: 'finished',
    accuracy: 0.98765,
    trainLoss: 0.1,
    warnings: 0,
    date: '2026-01-01',
    node: '24.0.0',
    engine: 'simd',
  };

  it('says what was not trained and what diverged', () => {
    const diverged: Result = { ...result, seed: 1, status: 'diverged', accuracy: null };
    const [, , lenet5] = accuracyTable([result, diverged], 'en').split('\n');
    expect(lenet5).toMatch(/^\| LeNet-5 .* 98\.77% +\| diverged +\| not trained yet +\| 97\.50% +\|$/);
  });

  it('lists the networks that were asked for alone', () => {
    const rows = accuracyTable([result], 'en', ['lenet5']).split('\n');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toContain('LeNet-5');
  });

  it('of a sweep puts seeds side by side, and the best choice first', () => {
    const better: Result = { ...result, learningRate: 0.1, accuracy: 0.99 };
    const rows = sweepTable([{ ...result, seed: 1, accuracy: 0.9 }, result, better], 'lenet5', 'en').split(
      '\n',
    );
    expect(rows[2]).toContain('99.00%');
    expect(rows[3]).toContain('98.77%, 90.00%');
    expect(rows).toHaveLength(4);
  });

  it('of a sweep says the size of the images where it differs', () => {
    const large: Result = { ...result, imageSize: 56, accuracy: 0.9 };
    const rows = sweepTable([result, large], 'lenet5', 'en').split('\n');
    expect(rows[0]).toContain('| images |');
    expect(rows[2]).toMatch(/^\| 5 +\| 56×56 +\| 0\.9 .* 90\.00%/);
    expect(rows[3]).toMatch(/^\| 5 +\| 28×28 +\| 0\.9 .* 98\.77%/);
    expect(sweepTable([result], 'lenet5', 'en')).not.toContain('images');
  });

  it('is not written where there is no place for it', () => {
    expect(withTables('a\n<!-- t -->\nold\n<!-- /t -->\nb\n', { t: 'new' })).toBe(
      'a\n<!-- t -->\nnew\n<!-- /t -->\nb\n',
    );
    expect(() => withTables('a', { t: 'new' })).toThrow('There is no place for the table t.');
  });
});
