import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../index.js';
import { expectSameOnBothEngines, expectSlope, Random } from '../testing/bothEngines.js';

type Dtype = 'float32' | 'int32' | 'bool';
const special = [Number.NaN, Infinity, -Infinity, -0];

const ops: Record<Dtype, string> = {
  float32:
    'Add Atan2 Equal FloorDiv Greater GreaterEqual Less LessEqual Maximum Minimum Mod Multiply NotEqual Pow RealDiv SquaredDifference Sub',
  int32:
    'Add Equal FloorDiv Greater GreaterEqual Less LessEqual Maximum Minimum Mod Multiply NotEqual SquaredDifference Sub',
  bool: 'Equal Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr NotEqual',
};

/** Same shape, one element, a row, a column, both ways, and dimensions that take turns; some of them empty. */
const shapes: [number[], number[]][] = [
  [[1003], [1003]],
  [
    [3, 5, 7],
    [3, 5, 7],
  ],
  [[2, 3], []],
  [[], [2, 3]],
  [[1, 1, 1], [5]],
  [[7, 3, 6], [6]],
  [[300, 6], [6]],
  [[300, 16], [16]],
  [[16], [300, 16]],
  [[4, 300], [300]],
  [
    [5, 67],
    [5, 1],
  ],
  [
    [5, 1],
    [5, 67],
  ],
  [[5, 1], [67]],
  [
    [4, 1, 6],
    [4, 9, 6],
  ],
  [
    [2, 1, 3, 1, 2, 5],
    [1, 4, 1, 3, 2, 1],
  ],
  [
    [0, 4],
    [1, 4],
  ],
  [[0], []],
];

// So that small tensors are cut into tasks too.
tf.env().set('SIMD_SMALLEST_TASK', 1);

describe.each(['float32', 'int32', 'bool'] as const)('of %s', dtype => {
  it.each(ops[dtype].split(' '))(
    '%s gives what the cpu engine gives, however shapes are broadcast',
    async op => {
      const random = new Random(1);
      for (const [left, right] of shapes) {
        const [a, b] = [left, right].map(shape => numbers(random, dtype, tf.util.sizeFromShape(shape)));
        const inputs = () => ({ a: tf.tensor(a, left, dtype), b: tf.tensor(b, right, dtype) });
        const tolerance = /Pow|Atan2/.test(op) ? 1e-6 : 0;
        await expectSameOnBothEngines(op, inputs, {}, { tolerance, hint: `[${left}] and [${right}]` });
      }
    },
  );
});

it('computes Prelu and the gradient of Elu', async () => {
  const random = new Random(2);
  for (const size of [1, 5, 400]) {
    const [u, v] = [random.floats(3 * size, special), random.floats(3 * size, special)];
    await expectSameOnBothEngines('EluGrad', () => ({ dy: tf.tensor1d(u), y: tf.tensor1d(v) }), {});
    const alpha = random.floats(size);
    await expectSameOnBothEngines(
      'Prelu',
      () => ({ x: tf.tensor(u, [3, size]), alpha: tf.tensor1d(alpha) }),
      {},
    );
  }
});

it('adds any number of tensors', async () => {
  const random = new Random(3);
  for (const count of [1, 2, 5]) {
    const values = Array.from({ length: count }, () => random.floats(130));
    await expectSameOnBothEngines('AddN', () => values.map(v => tf.tensor(v, [13, 10])), {});
  }
});

it('refuses shapes that do not fit', async () => {
  await tf.setBackend('simd');
  expect(() => tf.sub(tf.zeros([2, 3]), tf.zeros([2, 4]))).toThrow(/broadcast/);
});

it('leaves operands with more than six dimensions to JavaScript', async () => {
  await tf.setBackend('simd');
  const sum = tf.add(tf.ones([1, 2, 1, 2, 1, 2, 1]), tf.ones([2, 1, 2, 1, 2, 1, 2]));
  expect([...sum.dataSync()]).toEqual(new Array(128).fill(2));
});

it('has gradients that finite differences confirm', async () => {
  await tf.setBackend('simd');
  const random = new Random(4);
  const x = tf.tensor2d(random.floats(12), [3, 4]);
  const row = tf.tensor1d([3.3, 4.2, -5, 6]);
  for (const f of [tf.mul, tf.sub, tf.add, tf.div]) {
    expectSlope(x => f(x, row), x, random);
    expectSlope(row => f(x, row), row, random);
  }
});

/** Small integers where products and remainders of large ones would not be exact in JavaScript either. */
function numbers(random: Random, dtype: Dtype, length: number) {
  if (dtype === 'float32') return random.floats(length, special);
  if (dtype === 'int32') return Int32Array.from({ length }, () => random.integer(-40, 40));
  return random.values('bool', length);
}
