// Take the word type out once you call something of it.
import type * as tf from '@tensorflow/tfjs';

/**
 * Builds the small GoogLeNet for images of 28×28 in one channel and ten classes.
 *
 * @returns a model that takes `[batch, 28, 28, 1]` and gives logits `[batch, 10]`
 */
export function googlenet(): tf.LayersModel {
  throw new Error('not written yet: README.md says what to do');
}
