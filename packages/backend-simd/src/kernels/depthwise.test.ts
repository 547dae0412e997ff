import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { kernelCalls, resetKernelCalls } from '../index.js';
import { expectSameOnBothEngines, expectSlope, Random } from '../testing/bothEngines.js';
import { depthwiseGeometry } from './depthwise.js';

const special = [Number.NaN, Infinity, -Infinity];

interface Case {
  x: [number, number, number, number];
  filter: [number, number, number, number];
  attrs: {
    strides: [number, number];
    pad: 'same' | 'valid' | number;
    dilations: [number, number];
    dimRoundingMode?: 'floor';
  };
}

/** Windows of MobileNets and random ones, with dilation only where the stride is 1, as TF.js demands. */
function cases(random: Random, count: number, { dilated }: { dilated: boolean }): Case[] {
  const known: Case[] = [
    { x: [2, 14, 14, 32], filter: [3, 3, 32, 1], attrs: { strides: [1, 1], pad: 'same', dilations: [1, 1] } },
    { x: [1, 15, 13, 24], filter: [3, 3, 24, 1], attrs: { strides: [2, 2], pad: 'same', dilations: [1, 1] } },
    { x: [3, 9, 9, 5], filter: [5, 5, 5, 2], attrs: { strides: [1, 1], pad: 'valid', dilations: [1, 1] } },
  ];
  const others = Array.from({ length: count }, (): Case => {
    const dilation = dilated ? random.integer(1, 3) : 1;
    const stride = dilation > 1 ? 1 : random.integer(1, 3);
    const channels = random.integer(1, 19);
    const pad = random.choice<'same' | 'valid' | number>(['same', 'valid', 1, 2]);
    return {
      x: [random.integer(1, 3), random.integer(8, 12), random.integer(8, 12), channels],
      filter: [random.integer(1, 3), random.integer(1, 4), channels, random.choice([1, 1, 2, 3, 4])],
      attrs: {
        strides: [stride, dilation > 1 ? 1 : random.integer(1, 3)],
        pad,
        dilations: [dilation, dilation],
        ...(typeof pad === 'number' ? { dimRoundingMode: 'floor' } : {}),
      },
    };
  });
  return [...known, ...others];
}

function tensor(values: Float32Array, shape: number[]): tf.Tensor {
  return tf.tensor(values, shape);
}

describe('DepthwiseConv2dNative and FusedDepthwiseConv2D', () => {
  it('give what the cpu engine gives, with any stride, padding, dilation and multiplier', async () => {
    const random = new Random(1);
    for (const { x, filter, attrs } of cases(random, 40, { dilated: true })) {
      const values = random.floats(tf.util.sizeFromShape(x), random.choice([[], special]));
      const weights = random.floats(tf.util.sizeFromShape(filter));
      const bias = random.floats(filter[2] * filter[3]);
      const inputs = () => ({ x: tensor(values, x), filter: tensor(weights, filter) });
      const hint = JSON.stringify({ x, filter, attrs });
      await expectSameOnBothEngines('DepthwiseConv2dNative', inputs, attrs, { tolerance: 1e-6, hint });
      const activation = random.choice(['linear', 'relu', 'relu6']);
      const fusedAttrs = { ...attrs, dataFormat: 'NHWC', activation };
      const fused = () => ({ ...inputs(), bias: tf.tensor1d(bias) });
      await expectSameOnBothEngines('FusedDepthwiseConv2D', fused, fusedAttrs, { tolerance: 1e-6, hint });
    }
  });

  it('leave an activation that the engine does not fuse to the JavaScript kernel', async () => {
    await tf.setBackend('simd');
    resetKernelCalls();
    tf.tidy(() => {
      const inputs = { x: tf.ones([1, 3, 3, 2]), filter: tf.ones([2, 2, 2, 1]) };
      const attrs = {
        strides: [1, 1],
        pad: 'valid',
        dilations: [1, 1],
        dataFormat: 'NHWC',
        activation: 'elu',
      };
      const y = tf.engine().runKernel('FusedDepthwiseConv2D', inputs, attrs) as tf.Tensor;
      expect(y.dataSync()).toEqual(new Float32Array(8).fill(4));
    });
    expect(kernelCalls().get('FusedDepthwiseConv2D')).toEqual({ native: 0, fallback: 1 });
  });
});

describe('gradients of depthwise convolutions', () => {
  it('are what the cpu engine gives', async () => {
    const random = new Random(2);
    for (const { x, filter, attrs } of cases(random, 40, { dilated: false })) {
      const { outShape } = depthwiseGeometry(x, filter, attrs);
      const values = random.floats(tf.util.sizeFromShape(x), random.choice([[], special]));
      const weights = random.floats(tf.util.sizeFromShape(filter));
      const dy = random.floats(tf.util.sizeFromShape(outShape));
      const hint = JSON.stringify({ x, filter, attrs });
      await expectSameOnBothEngines(
        'DepthwiseConv2dNativeBackpropInput',
        () => ({ dy: tensor(dy, outShape), filter: tensor(weights, filter) }),
        { ...attrs, inputShape: x },
        { tolerance: 1e-6, hint },
      );
      await expectSameOnBothEngines(
        'DepthwiseConv2dNativeBackpropFilter',
        () => ({ x: tensor(values, x), dy: tensor(dy, outShape) }),
        { ...attrs, filterShape: filter },
        { tolerance: 1e-6, hint },
      );
    }
  });

  it('are the slopes of the convolution', async () => {
    await tf.setBackend('simd');
    const random = new Random(3);
    for (const [stride, multiplier] of [
      [1, 1],
      [2, 3],
    ]) {
      const x = tf.tensor4d(random.floats(2 * 7 * 6 * 5), [2, 7, 6, 5]);
      const filter = tf.tensor4d(random.floats(9 * 5 * multiplier), [3, 3, 5, multiplier]);
      expectSlope(at => tf.depthwiseConv2d(at as tf.Tensor4D, filter, stride, 'same'), x, random);
      expectSlope(at => tf.depthwiseConv2d(x, at as tf.Tensor4D, stride, 'same'), filter, random);
      tf.dispose([x, filter]);
    }
  });
});
