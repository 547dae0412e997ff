// Take the word type out once you call something of it.
import type * as tf from '@tensorflow/tfjs';

/** Some images, and what they show. */
export interface Batch {
  /** `[batch, height, width, channels]` */
  images: tf.Tensor4D;
  /** `[batch]`, int32: the digit that each image shows, from 0 to 9 */
  labels: tf.Tensor1D;
}

/**
 * Trains a network by stochastic gradient descent. The network's weights change; the batches stay as they are.
 *
 * @param model gives logits, `[batch, 10]`
 * @param batches all of them make an epoch
 * @param learningRate how far a step goes
 * @param epochs how many times to go through all batches
 * @returns the loss of every step, the mean over its batch, from before the weights were changed
 */
export async function train(
  model: tf.LayersModel,
  batches: readonly Batch[],
  learningRate: number,
  epochs: number,
): Promise<number[]> {
  throw new Error('not written yet: README.md says what to do');
}
