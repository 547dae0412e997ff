import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import '../index.js';
import { expectSameOnBothEngines, expectSlope, Random } from '../testing/bothEngines.js';

// So that small tensors are cut into tasks too.
tf.env().set('SIMD_SMALLEST_TASK', 1);

it('gives the softmax that the cpu engine gives, with infinities and NaN', async () => {
  const random = new Random(1);
  for (const shape of [[10], [1, 1], [256, 10], [7, 3], [5, 4], [2, 3, 1000], [0, 4]]) {
    for (const special of [[], [-Infinity], [Number.NaN, Infinity, 200, -200]]) {
      const logits = random.floats(tf.util.sizeFromShape(shape), special).map(v => v * 3);
      await expectSameOnBothEngines(
        'Softmax',
        () => ({ logits: tf.tensor(logits, shape) }),
        { dim: -1 },
        { tolerance: 1e-6 },
      );
    }
  }
});

it('normalises by numbers per channel', async () => {
  const random = new Random(3);
  for (const [shape, channels] of [
    [[2, 5, 5, 6], 6],
    [[300, 16], 16],
    [[3, 300], 300],
    [[7, 1], 1],
    [[0, 3], 3],
  ] as [number[], number][]) {
    const parameter = (low: number) => Float32Array.from({ length: channels }, () => low + random.next());
    const [x, mean, variance, scale, offset] = [
      random.floats(tf.util.sizeFromShape(shape)),
      parameter(-0.5),
      parameter(0.1),
      parameter(0.5),
      parameter(-0.5),
    ];
    for (const affine of [true, false]) {
      const inputs = () => ({
        x: tf.tensor(x, shape),
        mean: tf.tensor1d(mean),
        variance: tf.tensor1d(variance),
        ...(affine ? { scale: tf.tensor1d(scale), offset: tf.tensor1d(offset) } : {}),
      });
      await expectSameOnBothEngines(
        'FusedBatchNorm',
        inputs,
        { varianceEpsilon: 0.001 },
        { tolerance: 1e-6 },
      );
    }
  }
});

it('has gradients that finite differences confirm', async () => {
  await tf.setBackend('simd');
  const random = new Random(4);
  const x = tf.tensor2d(
    random.floats(12).map(v => v / 4),
    [3, 4],
  );
  expectSlope(x => tf.softmax(x), x, random);
  expectSlope(x => tf.logSoftmax(x), x, random);
  const [mean, variance] = [tf.tensor1d([0, 1, 2, 3]), tf.tensor1d([1, 2, 3, 4])];
  expectSlope(x => tf.batchNorm2d(x as tf.Tensor2D, mean, variance, mean, variance), x, random);
});
