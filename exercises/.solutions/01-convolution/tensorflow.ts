import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Matrix } from './correlate.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** `tf.conv2d` of one channel. */
export function tfCorrelate(input: Matrix, kernel: Matrix, stride = 1): number[][] {
  return tf.tidy(() => {
    const image = tf.tensor3d(input.map(row => row.map(value => [value])));
    const filter = tf.tensor4d(kernel.map(row => row.map(weight => [[weight]])));
    return tf
      .conv2d(image, filter, stride, 'valid')
      .arraySync()
      .map(row => row.map(([value]) => value));
  });
}
