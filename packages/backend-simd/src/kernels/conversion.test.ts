import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import '../index.js';
import { expectSameOnBothEngines, Random } from '../testing/bothEngines.js';

const sizes = [0, 1, 2, 3, 4, 15, 16, 17, 1003];
const types = ['float32', 'int32', 'bool'] as const;

// So that small tensors are cut into tasks too.
tf.env().set('SIMD_SMALLEST_TASK', 1);

it('casts between all types of numbers, with NaN, infinities and numbers beyond 32 bits', async () => {
  const random = new Random(1);
  const special = [
    Number.NaN,
    Infinity,
    -Infinity,
    -0,
    2 ** 31,
    -(2 ** 31),
    -3e9,
    1e10,
    2 ** 60,
    -3e38,
    0.99,
  ];
  for (const from of types) {
    for (const dtype of types) {
      for (const size of sizes) {
        const x = from === 'float32' ? random.floats(size, special) : random.values(from, size);
        // The cpu engine leaves integers beyond 2²⁴ unrounded when it calls them float32.
        const tolerance = from === 'int32' && dtype === 'float32' ? 1e-7 : 0;
        const hint = `${from} to ${dtype}`;
        await expectSameOnBothEngines(
          'Cast',
          () => ({ x: tf.tensor1d(x, from) }),
          { dtype },
          { tolerance, hint },
        );
      }
    }
  }
});

it('casts to and from complex numbers', async () => {
  await tf.setBackend('simd');
  const real = tf.real(tf.cast(tf.tensor1d([1, 2, -3], 'int32'), 'complex64'));
  expect([...tf.add(real, 0.5).dataSync()]).toEqual([1.5, 2.5, -2.5]);
});

it('selects by condition', async () => {
  const random = new Random(2);
  for (const dtype of types) {
    for (const size of sizes) {
      const condition = random.values('bool', size);
      const [t, e] = [random.values(dtype, size), random.values(dtype, size)];
      const inputs = () => ({
        condition: tf.tensor1d(condition, 'bool'),
        t: tf.tensor1d(t, dtype),
        e: tf.tensor1d(e, dtype),
      });
      await expectSameOnBothEngines('Select', inputs, {}, { hint: `${size} of ${dtype}` });
    }
  }
});

it('makes one-hot rows, and empty ones for indices out of range', async () => {
  const random = new Random(3);
  for (const [count, depth] of [
    [1, 1],
    [7, 10],
    [40, 3],
    [5, 33],
    [0, 4],
  ]) {
    const indices = Int32Array.from({ length: count }, () => random.integer(-1, depth));
    for (const dtype of ['float32', 'int32'] as const) {
      const attributes = { depth, onValue: 2, offValue: -1, dtype };
      await expectSameOnBothEngines('OneHot', () => ({ indices: tf.tensor1d(indices, 'int32') }), attributes);
    }
  }
});
