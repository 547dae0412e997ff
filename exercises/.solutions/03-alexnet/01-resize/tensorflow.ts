import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Image } from './interpolate.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** `tf.image.resizeBilinear` of one channel, with half-pixel centres, which it does not use unless asked to. */
export function tfResize(image: Image, height: number, width: number): number[][] {
  return tf.tidy(() => {
    const pixels = tf.tensor3d(image.map(row => row.map(value => [value])));
    const resized = tf.image.resizeBilinear(pixels, [height, width], false, true);
    return tf.reshape<tf.Rank.R2>(resized, [height, width]).arraySync();
  });
}
