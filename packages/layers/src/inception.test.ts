import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Inception } from './inception.js';
import { InputShapeError } from './inputShape.js';

const images = tf.randomNormal([2, 6, 6, 3], 0, 1, 'float32', 1);

/** The block written out with TF.js's own layers, holding the same weights. */
function writtenOut(block: Inception): tf.LayersModel {
  const input = tf.input({ shape: [6, 6, 3] });
  const conv = (x: tf.SymbolicTensor, filters: number, kernelSize: number) =>
    tf.layers.conv2d({ filters, kernelSize, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  const branches = [
    conv(input, 16, 1),
    conv(conv(conv(input, 16, 1), 24, 3), 24, 3),
    conv(conv(input, 16, 1), 24, 5),
    conv(input, 24, 1),
  ];
  const model = tf.model({
    inputs: input,
    outputs: tf.layers.concatenate().apply(branches) as tf.SymbolicTensor,
  });
  // TF.js orders a model's layers by depth; the kernels' shapes and their order within a shape do not change.
  const left = block.getWeights();
  for (const weight of [...model.weights].sort((a, b) => a.id - b.id)) {
    weight.write(left.shift() as tf.Tensor);
  }
  return model;
}

describe('Inception', () => {
  it('computes what its four branches compute, concatenated on the channels', () => {
    const block = new Inception({ seed: 1 });
    const output = block.apply(images) as tf.Tensor;
    const expected = writtenOut(block).apply(images) as tf.Tensor;
    expect(output.shape).toEqual([2, 6, 6, 88]);
    expect(tf.max(tf.abs(tf.sub(output, expected))).dataSync()[0]).toBe(0);
  });

  it('passes the gradient of every branch to the input and to every weight', () => {
    const block = new Inception({ seed: 1 });
    block.apply(images);
    const reference = writtenOut(block);
    const loss = (layer: { apply: tf.layers.Layer['apply'] }) => () =>
      tf.sum(tf.square(layer.apply(images) as tf.Tensor)) as tf.Scalar;
    const ours = tf.variableGrads(loss(block)).grads;
    const theirs = tf.variableGrads(loss(reference)).grads;
    const order = [...reference.weights].sort((a, b) => a.id - b.id);
    for (const [at, weight] of block.weights.entries()) {
      const difference = tf.max(tf.abs(tf.sub(ours[weight.name], theirs[order[at].name]))).dataSync()[0];
      const size = tf.max(tf.abs(ours[weight.name])).dataSync()[0];
      expect(size, weight.name).toBeGreaterThan(0);
      expect(difference / size, weight.name).toBeLessThan(1e-5);
    }
    const toInput = (layer: { apply: tf.layers.Layer['apply'] }) =>
      tf.grad(x => tf.sum(tf.square(layer.apply(x) as tf.Tensor)))(images);
    const difference = tf.max(tf.abs(tf.sub(toInput(block), toInput(reference)))).dataSync()[0];
    expect(difference).toBeLessThan(1e-4);
  });

  it('has 19,104 parameters on 10 channels and 19,824 on 20, all trainable', () => {
    for (const [channels, parameters] of [
      [10, 19_104],
      [20, 19_824],
    ]) {
      const block = new Inception({ inputShape: [12, 12, channels] });
      tf.sequential({ layers: [block] });
      expect(block.countParams()).toBe(parameters);
      expect(block.trainableWeights).toHaveLength(14);
    }
  });

  it('names its weights after the branches', () => {
    const block = new Inception({ name: 'mix' });
    block.apply(images);
    const kernels = block.weights.map(weight => weight.originalName).filter(name => name.endsWith('/kernel'));
    expect(kernels).toEqual(
      ['1', '2.0', '2.1', '2.2', '3.0', '3.1', '4'].map(branch => `mix/branch${branch}/kernel`),
    );
  });

  it('starts the weights within ±1/√fan-in, each with values of its own', () => {
    const block = new Inception({ seed: 1 });
    block.apply(images);
    const [kernel, bias] = block.getWeights();
    expect(kernel.shape).toEqual([1, 1, 3, 16]);
    for (const value of [...kernel.dataSync(), ...bias.dataSync()]) {
      expect(Math.abs(value)).toBeLessThan(1 / Math.sqrt(3));
    }
    const firsts = block.getWeights().map(weight => weight.dataSync()[0] / weight.dataSync()[1]);
    expect(new Set(firsts).size).toBe(firsts.length);
  });

  it('starts the same from the same seed and, without one, from its name', () => {
    const start = (args: ConstructorParameters<typeof Inception>[0]) => {
      const block = new Inception(args);
      block.apply(images);
      return block.getWeights().map(weight => weight.dataSync().join());
    };
    expect(start({ seed: 1, name: 'a' })).toEqual(start({ seed: 1, name: 'b' }));
    expect(start({ seed: 1 })).not.toEqual(start({ seed: 2 }));
    expect(start({ name: 'a' })).toEqual(start({ name: 'a' }));
    expect(start({ name: 'a' })).not.toEqual(start({ name: 'b' }));
  });

  it('takes other widths, and keeps the defaults of the branches not named', () => {
    const block = new Inception({ widths: { branch1: [32], branch2: [8, 12, 40] } });
    expect((block.apply(images) as tf.Tensor).shape).toEqual([2, 6, 6, 32 + 40 + 24 + 24]);
    expect(block.computeOutputShape([null, 6, 6, 3])).toEqual([null, 6, 6, 120]);
  });

  it('leaks no tensor, forward or backward', () => {
    const block = new Inception();
    tf.dispose(block.apply(images) as tf.Tensor);
    const before = tf.memory().numTensors;
    tf.dispose(block.apply(images) as tf.Tensor);
    tf.dispose(tf.variableGrads(() => tf.sum(block.apply(images) as tf.Tensor) as tf.Scalar));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('disposes of its weights', () => {
    const before = tf.memory().numTensors;
    const block = new Inception();
    tf.dispose(block.apply(images) as tf.Tensor);
    block.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what is not a batch of images, saying what to do', () => {
    const flat = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [6, 6, 3] })] });
    expect(() => flat.add(new Inception({ name: 'mix' }))).toThrow(InputShapeError);
    expect(() => flat.add(new Inception({ name: 'mix' }))).toThrow(
      'Inception "mix": expected an input of rank 4 [batch,height,width,channels], got rank 2 (input [null,108])',
    );
  });

  it('refuses an input of other channels than its weights were made for', () => {
    const block = new Inception({ name: 'mix' });
    block.apply(images);
    const error = (() => {
      try {
        return block.apply(tf.zeros([1, 6, 6, 5]));
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(InputShapeError);
    expect(error).toMatchObject({
      code: 'INPUT_SHAPE',
      message: expect.stringContaining('expected 3 input channels, got 5 (input [1,6,6,5])'),
    });
  });

  it('refuses channels that are not known', () => {
    expect(() => new Inception({ name: 'mix' }).apply(tf.input({ shape: [6, 6, null] }))).toThrow(
      'Inception "mix": the number of input channels must be known, got [null,6,6,null]',
    );
  });

  it('refuses more than one input', () => {
    expect(() => new Inception({ name: 'mix' }).apply([images, images])).toThrow('expected one input, got 2');
  });

  it('refuses widths that no convolution can have', () => {
    expect(() => new Inception({ name: 'mix', widths: { branch4: [0] } })).toThrow(
      'Inception "mix": widths.branch4 must be 1 whole number(s) of at least 1, got [0]. The default is [24].',
    );
    const short = JSON.parse('{"branch2":[16,24]}');
    expect(() => new Inception({ name: 'mix', widths: short })).toThrow(
      'widths.branch2 must be 3 whole number(s)',
    );
  });
});
