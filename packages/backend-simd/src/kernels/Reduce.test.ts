import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../index.js';
import { setThreads } from '../index.js';
import { expectSameOnBothEngines, expectSlope, Random } from '../testing/bothEngines.js';

type Dtype = 'float32' | 'int32' | 'bool';
const special = [Number.NaN, Infinity, -0];

/** Shapes and axes: all, trailing, leading, in the middle, apart, none, and lengths that fill no vector. */
const cases: [number[], number | number[] | null][] = [
  [[1], null],
  [[1003], null],
  [[3, 5, 7], null],
  [[7, 10], 1],
  [[7, 10], -1],
  [
    [5, 1, 37],
    [1, 2],
  ],
  [
    [3, 40, 50],
    [1, 2],
  ],
  [[40, 6], 0],
  [[5, 6], 0],
  [[300, 6], 0],
  [
    [2, 11, 13, 16],
    [0, 1, 2],
  ],
  [[67, 10], 0],
  [[9, 84], 0],
  [[3, 70], 0],
  [[4, 1030], 0],
  [[5, 7, 6], 1],
  [[3, 49, 20], [1]],
  [
    [4, 5, 6],
    [0, 2],
  ],
  [
    [3, 4, 5, 6],
    [1, 3],
  ],
  [
    [2, 3, 2, 3, 2],
    [0, 2, 4],
  ],
  [[4, 5], []],
  [[0, 3], 0],
];

// So that small tensors are cut into tasks too.
tf.env().set('SIMD_SMALLEST_TASK', 1);

describe.each(['Sum', 'Mean', 'Max', 'Min', 'Prod', 'All', 'Any'])('%s', op => {
  it('gives what the cpu engine gives over any axes', async () => {
    const random = new Random(1);
    for (const dtype of ['float32', 'int32', 'bool'] as Dtype[]) {
      if (/All|Any/.test(op) && dtype !== 'bool') continue;
      for (const [shape, axes] of cases) {
        const size = tf.util.sizeFromShape(shape);
        if (size === 0 && !/Sum|Mean/.test(op)) continue;
        const x = numbers(op, random, dtype, size);
        for (const keepDims of [false, true]) {
          const axis = axes ?? shape.map((_, d) => d);
          const attributes = { axis, reductionIndices: axis, keepDims };
          const hint = `[${shape}] over [${axis}]`;
          const tolerance = dtype === 'float32' || op === 'Mean' ? 2e-6 : 0;
          await expectSameOnBothEngines(op, () => ({ x: tf.tensor(x, shape, dtype) }), attributes, {
            tolerance,
            hint,
          });
        }
      }
    }
  });
});

describe.each(['ArgMax', 'ArgMin'])('%s', op => {
  it('gives the index that the cpu engine gives, with equal numbers and NaN', async () => {
    const random = new Random(2);
    for (const dtype of ['float32', 'int32'] as Dtype[]) {
      for (const [shape, axis] of [
        [[10], 0],
        [[50, 10], 1],
        [[6, 7], 0],
        [[3, 4, 5], 1],
      ] as [number[], number][]) {
        const size = tf.util.sizeFromShape(shape);
        const x = dtype === 'float32' ? random.floats(size, special) : random.values(dtype, size);
        await expectSameOnBothEngines(op, () => ({ x: tf.tensor(x, shape, dtype) }), { axis });
      }
    }
  });
});

it('keeps the accuracy of float32 when it adds up millions of numbers', async () => {
  await tf.setBackend('simd');
  const random = new Random(3);
  const x = Float32Array.from({ length: 3_000_000 }, () => random.next());
  const exact = x.reduce((sum, value) => sum + value, 0);
  const sum = tf.sum(tf.tensor1d(x)).dataSync()[0];
  expect(Math.abs(sum - exact) / exact).toBeLessThan(1e-7);
  const columns = tf.sum(tf.tensor2d(x, [500_000, 6]), 0).dataSync();
  for (let c = 0; c < 6; c++) {
    let wanted = 0;
    for (let i = c; i < x.length; i += 6) wanted += x[i];
    expect(Math.abs(columns[c] - wanted) / wanted).toBeLessThan(1e-7);
  }
});

it('adds up to the same bits on 1, 2 and 4 threads', async () => {
  await tf.setBackend('simd');
  const random = new Random(4);
  const x = tf.tensor2d(
    random.floats(600_000).map(v => v * 1.1),
    [50_000, 12],
  );
  const sums = [1, 2, 4].map(threads => {
    setThreads(threads);
    return [tf.sum(x), tf.sum(x, 0), tf.sum(x, 1)].map(sum => sum.dataSync());
  });
  expect(sums[1]).toEqual(sums[0]);
  expect(sums[2]).toEqual(sums[0]);
});

it('has gradients that finite differences confirm', async () => {
  await tf.setBackend('simd');
  const random = new Random(5);
  const x = tf.tensor2d(random.floats(15), [3, 5]);
  for (const axis of [0, 1, [0, 1]]) {
    expectSlope(x => tf.sum(x, axis), x, random);
    expectSlope(x => tf.mean(x, axis), x, random);
  }
});

/** Numbers whose products stay finite, and integers that JavaScript adds exactly. */
function numbers(op: string, random: Random, dtype: Dtype, size: number) {
  if (dtype === 'bool')
    return Uint8Array.from({ length: size }, () => (random.next() < 0.9 === (op === 'All') ? 1 : 0));
  if (dtype === 'int32')
    return Int32Array.from({ length: size }, () =>
      op === 'Prod' ? random.choice([1, -1, 1, 2]) : random.integer(-1e6, 1e6),
    );
  if (op === 'Prod') return Float32Array.from({ length: size }, () => 0.9 + random.next() * 0.2);
  return random.floats(size, random.next() < 0.5 ? special : []);
}
