import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WINOGRAD_COST } from '../flags.js';
import { kernelNames } from '../generated/kernels.js';
import { currentBackend } from '../register.js';
import { expectSameOnBothEngines, Random } from '../testing/bothEngines.js';

/** Batch, height, width, channels in and out: none fills its tiles, and each takes other tiles or another path. */
const shapes: [number, number, number, number, number][] = [
  [3, 12, 12, 5, 7],
  [2, 5, 6, 16, 3],
  [5, 9, 14, 1, 4],
  [19, 8, 8, 3, 2],
  [2, 13, 11, 50, 47],
];
const cases = shapes.flatMap(([batch, height, width, inChannels, outChannels]) =>
  ([3, 5] as const).flatMap(size =>
    (['same', 'valid', 1] as const).map(pad => ({
      name: `${size}×${size}, ${pad}, [${batch},${height},${width},${inChannels}] to ${outChannels} channels`,
      xShape: [batch, height, width, inChannels],
      filterShape: [size, size, inChannels, outChannels],
      attributes: {
        strides: 1,
        pad,
        dataFormat: 'NHWC',
        dilations: 1,
        ...(pad === 1 && { dimRoundingMode: 'floor' }),
      },
      dyShape: [batch, height - shrinkage(size, pad), width - shrinkage(size, pad), outChannels],
    })),
  ),
);

function shrinkage(size: number, pad: 'same' | 'valid' | 1): number {
  if (pad === 'same') return 0;
  return size - 1 - (pad === 1 ? 2 : 0);
}

/** Rounding grows in the transforms: of the largest value, this much at most. */
const tolerance = 2e-5;

beforeEach(() => tf.env().set(WINOGRAD_COST, 0));
afterEach(() => tf.env().set(WINOGRAD_COST, 1));

describe.each(cases)('$name', ({ xShape, filterShape, dyShape, attributes }) => {
  const random = new Random(xShape[3] + filterShape[0]);
  const tensor = (shape: number[]) => {
    const values = random.floats(tf.util.sizeFromShape(shape));
    return () => tf.tensor(values, shape);
  };
  const [x, filter, dy] = [xShape, filterShape, dyShape].map(tensor);

  it('convolves as the cpu engine does', () =>
    expectSameOnBothEngines('Conv2D', () => ({ x: x(), filter: filter() }), attributes, { tolerance }));

  it("computes the input's gradient as the cpu engine does", () =>
    expectSameOnBothEngines(
      'Conv2DBackpropInput',
      () => ({ dy: dy(), filter: filter() }),
      { ...attributes, inputShape: xShape },
      { tolerance },
    ));

  it("computes the filter's gradient as the cpu engine does", () =>
    expectSameOnBothEngines(
      'Conv2DBackpropFilter',
      () => ({ x: x(), dy: dy() }),
      { ...attributes, filterShape },
      { tolerance },
    ));
});

it('has run every kernel of the method in these cases', () => {
  const calls = currentBackend()?.native.calls ?? [];
  const kernels = kernelNames.flatMap((name, i) =>
    name.startsWith('winograd') ? [[name, calls[i] ?? 0]] : [],
  );
  expect(kernels.length).toBeGreaterThan(5);
  for (const [name, count] of kernels) expect(count, `calls of ${name}`).toBeGreaterThan(0);
});

it('is taken where it needs fewer instructions, and not where transforms outweigh products', async () => {
  tf.env().set(WINOGRAD_COST, 1);
  await tf.setBackend('simd');
  const calls = () => currentBackend()?.native.calls[kernelNames.indexOf('winogradConv2D')] ?? 0;
  for (const [inChannels, outChannels, wanted] of [
    [16, 16, 1],
    [64, 64, 1],
    [1, 8, 0],
    [2, 1, 0],
  ]) {
    const before = calls();
    const x = tf.ones<tf.Rank.R4>([1, 12, 12, inChannels]);
    const filter = tf.ones<tf.Rank.R4>([3, 3, inChannels, outChannels]);
    tf.tidy(() => tf.conv2d(x, filter, 1, 'same').dataSync());
    expect(calls() - before, `${inChannels} to ${outChannels} channels`).toBe(wanted);
  }
});
