import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Args } from './pointwise.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** `tf.conv2d` with a 1×1 filter, and a bias. */
export function tfPointwise(...[input, weights, bias]: Args): number[][][] {
  return tf.tidy(() => {
    const filter = tf.tensor4d([[weights as number[][]]]);
    const sums = tf.conv2d(tf.tensor3d(input as number[][][]), filter, 1, 'valid');
    return tf.add<tf.Tensor3D>(sums, tf.tensor1d([...bias])).arraySync();
  });
}
