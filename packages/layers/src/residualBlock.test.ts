import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { InputShapeError } from './inputShape.js';
import { ResidualBlock } from './residualBlock.js';

const images = tf.randomNormal([2, 5, 5, 4], 0, 1, 'float32', 1) as tf.Tensor4D;

/** relu(x + conv2(relu(conv1(x)))), written out. */
function writtenOut(x: tf.Tensor4D, [kernel1, bias1, kernel2, bias2]: tf.Tensor[]): tf.Tensor {
  const inner = tf.relu(tf.add(tf.conv2d(x, kernel1 as tf.Tensor4D, 1, 'same'), bias1));
  return tf.relu(
    tf.add(x, tf.add(tf.conv2d(inner as tf.Tensor4D, kernel2 as tf.Tensor4D, 1, 'same'), bias2)),
  );
}

describe('ResidualBlock', () => {
  it('computes relu(x + conv2(relu(conv1(x)))), in the shape of its input', () => {
    const block = new ResidualBlock({ seed: 1 });
    const output = block.apply(images) as tf.Tensor;
    expect(output.shape).toEqual(images.shape);
    expect(block.computeOutputShape([null, 5, 5, 4])).toEqual([null, 5, 5, 4]);
    const difference = tf.max(tf.abs(tf.sub(output, writtenOut(images, block.getWeights())))).dataSync()[0];
    expect(difference).toBeLessThan(1e-6);
  });

  it('passes the gradient along both paths', () => {
    const block = new ResidualBlock({ seed: 1 });
    block.apply(images);
    const ours = tf.variableGrads(
      () => tf.sum(tf.square(block.apply(images) as tf.Tensor)) as tf.Scalar,
    ).grads;
    const theirs = tf.grads((x: tf.Tensor, ...weights: tf.Tensor[]) =>
      tf.sum(tf.square(writtenOut(x as tf.Tensor4D, weights))),
    )([images, ...block.getWeights()]);
    const toInput = tf.grad(x => tf.sum(tf.square(block.apply(x) as tf.Tensor)))(images);
    for (const [at, gradient] of [toInput, ...block.weights.map(weight => ours[weight.name])].entries()) {
      const size = tf.max(tf.abs(theirs[at])).dataSync()[0];
      expect(size).toBeGreaterThan(0);
      expect(tf.max(tf.abs(tf.sub(gradient, theirs[at]))).dataSync()[0] / size).toBeLessThan(1e-5);
    }
  });

  it('follows the channels of its input: 4,640 parameters on 16 and 18,496 on 32', () => {
    for (const [channels, parameters] of [
      [16, 4640],
      [32, 18_496],
    ]) {
      const block = new ResidualBlock({ inputShape: [12, 12, channels] });
      tf.sequential({ layers: [block] });
      expect(block.countParams()).toBe(parameters);
    }
  });

  it('names its weights after its convolutions', () => {
    const block = new ResidualBlock({ name: 'block1' });
    block.apply(images);
    expect(block.weights.map(weight => weight.originalName)).toEqual([
      'block1/conv1/kernel',
      'block1/conv1/bias',
      'block1/conv2/kernel',
      'block1/conv2/bias',
    ]);
  });

  it('freezes its weights when it is not trainable', () => {
    const block = new ResidualBlock({ trainable: false });
    block.apply(images);
    expect(block.trainableWeights).toHaveLength(0);
    expect(block.weights).toHaveLength(4);
  });

  it('leaks no tensor, forward or backward', () => {
    const block = new ResidualBlock();
    tf.dispose(block.apply(images) as tf.Tensor);
    const before = tf.memory().numTensors;
    tf.dispose(block.apply(images) as tf.Tensor);
    tf.dispose(tf.variableGrads(() => tf.sum(block.apply(images) as tf.Tensor) as tf.Scalar));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses an input of another rank or other channels, by name', () => {
    const block = new ResidualBlock({ name: 'block1' });
    expect(() => block.apply(tf.zeros([2, 4]))).toThrow(
      'ResidualBlock "block1": expected an input of rank 4',
    );
    block.apply(images);
    expect(() => block.apply(tf.zeros([2, 5, 5, 8]))).toThrow(InputShapeError);
    expect(() => block.apply(tf.zeros([2, 5, 5, 8]))).toThrow(
      'ResidualBlock "block1": expected 4 input channels, got 8 (input [2,5,5,8])',
    );
  });
});
