import * as tf from '@tensorflow/tfjs-core';
import './tensorflow.js';
import type { PoolArgs } from './pooling.js';

/** `tf.avgPool` of one channel, without padding. */
export function tfAveragePool(...[input, poolSize, stride]: PoolArgs): number[][] {
  return tf.tidy(() => plane(tf.avgPool(image(input), poolSize, stride, 'valid')));
}

/** `tf.maxPool` of one channel, without padding. */
export function tfMaxPool(...[input, poolSize, stride]: PoolArgs): number[][] {
  return tf.tidy(() => plane(tf.maxPool(image(input), poolSize, stride, 'valid')));
}

/** A matrix as an image of one channel. */
function image(matrix: PoolArgs[0]): tf.Tensor3D {
  return tf.tensor3d(matrix.map(row => row.map(value => [value])));
}

function plane(tensor: tf.Tensor3D): number[][] {
  return tensor.arraySync().map(row => row.map(([value]) => value));
}
