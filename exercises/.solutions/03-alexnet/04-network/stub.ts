// Take the word type out once you call something of it.
import type * as tf from '@tensorflow/tfjs';

/**
 * Builds AlexNet for images of one channel.
 *
 * @param imageSize the height and width of the images: 224, or less for a cheaper trial, down to 65
 * @returns a model that takes `[batch, imageSize, imageSize, 1]` and gives logits, `[batch, 10]`
 */
export function alexnet(imageSize = 224): tf.LayersModel {
  throw new Error('not written yet: README.md says what to do');
}
