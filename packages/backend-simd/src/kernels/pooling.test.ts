import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../index.js';
import { expectSameOnBothEngines, expectSlope, Random } from '../testing/bothEngines.js';
import type { PoolAttributes } from './pooling.js';

type Padding = PoolAttributes['pad'];
interface Case {
  shape: [number, number, number, number];
  attrs: PoolAttributes;
}
const special = [Number.NaN, Infinity, -Infinity, -0];

/** The pools of the four networks, and random ones. */
function cases(random: Random, count: number): Case[] {
  const pool = (shape: Case['shape'], filterSize: number, strides: number, pad: Padding): Case => ({
    shape,
    attrs: { filterSize: [filterSize, filterSize], strides: [strides, strides], pad },
  });
  const known = [
    pool([5, 28, 28, 6], 2, 2, 'valid'),
    pool([5, 10, 10, 16], 2, 2, 'valid'),
    pool([1, 13, 15, 64], 3, 2, 'valid'),
    pool([2, 9, 9, 20], 3, 1, 'same'),
    pool([2, 8, 8, 5], 3, 2, 'same'),
    pool([3, 7, 7, 9], 7, 1, 'valid'),
    pool([40, 7, 9, 3], 2, 2, 'valid'),
    pool([2, 3, 3, 4], 1, 1, 'valid'),
    pool([2, 3, 3, 4], 1, 2, 'valid'),
  ];
  const others = Array.from({ length: count }, () => {
    const filterSize: [number, number] = [random.integer(1, 4), random.integer(1, 4)];
    const size = () => random.integer(4, 9);
    const edges = (): [number, number] => [random.integer(0, 3), random.integer(0, 3)];
    const explicit: backendPadding = [[0, 0], edges(), edges(), [0, 0]];
    return {
      shape: [random.integer(1, 3), size(), size(), random.integer(1, 21)] as Case['shape'],
      attrs: {
        filterSize,
        strides: [random.integer(1, 3), random.integer(1, 3)] as [number, number],
        pad: random.choice<Padding>(['same', 'valid', 1, explicit]),
        dimRoundingMode: undefined,
      },
    };
  }).map(({ shape, attrs }) => ({
    shape,
    attrs:
      attrs.pad === 1 || Array.isArray(attrs.pad) ? { ...attrs, dimRoundingMode: 'floor' as const } : attrs,
  }));
  return [...known, ...others];
}
type backendPadding = [[number, number], [number, number], [number, number], [number, number]];

describe.each(['MaxPool', 'AvgPool'])('%s', op => {
  it('gives what the cpu engine gives, for any window, stride, padding and with NaN and infinities', async () => {
    const random = new Random(1);
    for (const { shape, attrs } of cases(random, 40)) {
      const x = random.floats(tf.util.sizeFromShape(shape), special);
      await expectSameOnBothEngines(op, () => ({ x: tf.tensor4d(x, shape) }), attrs, {
        tolerance: op === 'AvgPool' ? 1e-6 : 0,
        hint: JSON.stringify({ shape, attrs }),
      });
    }
  });
});

describe.each(['MaxPoolGrad', 'AvgPoolGrad'])('%s', op => {
  it('gives what the cpu engine gives, with equal values, NaN and infinities in a window', async () => {
    const random = new Random(2);
    for (const { shape, attrs } of cases(random, 40)) {
      const x = random.floats(tf.util.sizeFromShape(shape), special);
      const { outShape } = tf.backend_util.computePool2DInfo(
        shape,
        attrs.filterSize,
        attrs.strides,
        1,
        attrs.pad,
        attrs.dimRoundingMode,
      );
      const dy = random.floats(tf.util.sizeFromShape(outShape), special.slice(0, 3));
      const inputs = () => {
        const input = tf.tensor4d(x, shape);
        return { dy: tf.tensor4d(dy, outShape), input, output: input };
      };
      const hint = JSON.stringify({ shape, attrs });
      await expectSameOnBothEngines(op, inputs, attrs, { tolerance: 1e-6, hint });
    }
  });
});

describe('gradients of pools', () => {
  it('are the slopes of the pools', async () => {
    await tf.setBackend('simd');
    const random = new Random(3);
    // All different and further apart than the steps of the slope, so that no window changes its largest.
    const order = Float32Array.from({ length: 2 * 7 * 7 * 3 }, (_, i) => i).sort(() => random.next() - 0.5);
    const x = tf.tensor4d(order, [2, 7, 7, 3]);
    expectSlope(at => tf.maxPool(at as tf.Tensor4D, 2, 2, 'valid'), x, random);
    expectSlope(at => tf.maxPool(at as tf.Tensor4D, 3, 2, 'same'), x, random);
    expectSlope(at => tf.avgPool(at as tf.Tensor4D, 3, 2, 'valid'), x, random);
    expectSlope(at => tf.avgPool(at as tf.Tensor4D, 2, 2, 'valid'), x, random);
    x.dispose();
  });
});

describe('MaxPool of integers', () => {
  it('is left to the JavaScript kernel', async () => {
    await tf.setBackend('simd');
    const y = tf.maxPool(tf.tensor4d([1, 2, 3, 4], [1, 2, 2, 1], 'int32'), 2, 2, 'valid');
    expect(y.dataSync()).toEqual(Int32Array.of(4));
    y.dispose();
  });
});
