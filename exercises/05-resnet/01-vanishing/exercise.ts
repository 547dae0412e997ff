import * as tf from '@tensorflow/tfjs';

/**
 * How large the gradient of the loss is in each layer: the norm of the gradient with respect to the layer's kernel,
 * the root of the sum of its squares.
 *
 * @param model a network that gives logits
 * @param x images, `[batch, height, width, channels]`
 * @param y class numbers, `[batch]`, int32
 * @returns one number for each layer that has a kernel, first to last. The loss is cross-entropy, the mean over the batch
 */
export function gradientNorms(model: tf.LayersModel, x: tf.Tensor4D, y: tf.Tensor1D): number[] {
  throw new Error('not written yet: README.md says what to do');
}
