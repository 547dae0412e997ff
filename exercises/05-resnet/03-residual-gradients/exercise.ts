import * as tf from '@tensorflow/tfjs';

/**
 * The derivative of a chain of layers of one number each, with respect to what goes in at its front.
 *
 * @param weights the layers, first to last: a plain one makes weight · x of its input x, a residual one x + weight · x
 * @param residual whether they are residual
 */
export function chainDerivative(weights: number[], residual: boolean): number {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Builds a deep network for images of 28×28 in one channel and ten classes: a 5×5 convolution to 16 channels, max
 * pooling, blocks of two 3×3 convolutions, and a fully connected layer.
 *
 * @param blocks how many
 * @param residual whether the input of each block is added to its output; nothing else depends on it
 * @returns a model that takes `[batch, 28, 28, 1]` and gives logits `[batch, 10]`; each call starts with the same weights
 */
export function deepNetwork(blocks: number, residual: boolean): tf.LayersModel {
  throw new Error('not written yet: README.md says what to do');
}

/** What is left of the gradient at the first layer: norms of the gradient with respect to its kernel. */
export interface FirstGradients {
  plain: number;
  residual: number;
}

/**
 * Measures how much of the loss's gradient reaches the first layer of a deep network, plain and residual.
 *
 * @param blocks how many each of the two has
 * @param x images, `[batch, 28, 28, 1]`
 * @param y class numbers, `[batch]`, int32
 */
export function compare(blocks: number, x: tf.Tensor4D, y: tf.Tensor1D): FirstGradients {
  throw new Error('not written yet: README.md says what to do');
}
