import { ResidualBlock } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { reference } from '../test-data/reference.js';
import { fromTorch, type NetworkName, networks, torchParameters, toTorch } from './index.js';

const counting = (shape: number[]) =>
  tf.reshape(
    tf.range(
      0,
      shape.reduce((a, b) => a * b),
    ),
    shape,
  );

describe('torchParameters', () => {
  it.each(Object.keys(networks) as NetworkName[])(
    'names and shapes the weights of %s as PyTorch does',
    name => {
      const model = networks[name]();
      const wanted = Object.entries(reference.nets[name].gradients).map(([name, { shape }]) => [name, shape]);
      expect(torchParameters(model).map(({ name, shape }) => [name, shape])).toEqual(wanted);
      model.dispose();
    },
  );

  it('orders the features of the first dense layer by channel first, as PyTorch flattens', () => {
    const dense = torchParameters(networks.resnet()).find(({ name }) => name === 'net.9.weight');
    if (!dense) throw new Error('no net.9.weight');
    const here = fromTorch(dense, counting([10, 512])).arraySync() as number[][];
    // Feature (row 1, column 2, channel 5) of the 4×4×32 image: here 1·128 + 2·32 + 5, there 5·16 + 1·4 + 2.
    expect(here[1 * 128 + 2 * 32 + 5][7]).toBe(7 * 512 + 5 * 16 + 1 * 4 + 2);
  });

  it('lays a convolution out as [height, width, in, out]', () => {
    const kernel = torchParameters(networks.lenet5()).find(({ name }) => name === 'net.3.weight');
    if (!kernel) throw new Error('no net.3.weight');
    const there = counting([16, 6, 5, 5]);
    const [here, origin] = [fromTorch(kernel, there).arraySync(), there.arraySync()] as number[][][][][];
    expect(here[1][2][3][4]).toBe(origin[4][3][1][2]);
  });

  it('brings every weight back from PyTorch as it went', () => {
    for (const parameter of torchParameters(networks.googlenet())) {
      const value = parameter.weight.read();
      const there = toTorch(parameter, value);
      expect(there.shape).toEqual(parameter.shape);
      expect(fromTorch(parameter, there).dataSync()).toEqual(value.dataSync());
    }
  });

  it('maps a model of the same kinds of layers, with activations and padding as layers', () => {
    const model = tf.sequential({
      layers: [
        tf.layers.zeroPadding2d({ padding: 1, inputShape: [4, 4, 1] }),
        tf.layers.conv2d({ filters: 2, kernelSize: 3 }),
        tf.layers.activation({ activation: 'relu' }),
        new ResidualBlock(),
        tf.layers.flatten(),
        tf.layers.reLU(),
        tf.layers.dense({ units: 3, activation: 'tanh' }),
        tf.layers.dense({ units: 2 }),
      ],
    });
    const weights = torchParameters(model).filter(({ name }) => name.endsWith('weight'));
    expect(weights.map(({ name, unfolded }) => [name, unfolded])).toEqual([
      ['net.0.weight', [2, 1, 3, 3]],
      ['net.2.net.0.weight', [2, 2, 3, 3]],
      ['net.2.net.2.weight', [2, 2, 3, 3]],
      ['net.5.weight', [3, 2, 4, 4]],
      ['net.7.weight', [2, 3]],
    ]);
  });

  it('refuses a layer that the lecture has no module for', () => {
    const model = tf.sequential({ layers: [tf.layers.batchNormalization({ name: 'bn', inputShape: [4] })] });
    expect(() => torchParameters(model)).toThrow('layer "bn" (BatchNormalization) has no counterpart');
  });
});
