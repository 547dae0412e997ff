import * as tf from '@tensorflow/tfjs-core';
import './tensorflow.js';
import type { Channels } from './channels.js';

/**
 * `tf.conv2d` with a bias. TensorFlow.js keeps the channels last, so images and kernels are turned on the way in and
 * the result on the way out.
 */
export function tfConvolve(
  input: Channels,
  kernels: readonly Channels[],
  bias: readonly number[],
  stride = 1,
): number[][][] {
  return tf.tidy(() => {
    const image = tf.transpose<tf.Tensor3D>(tensor(input), [1, 2, 0]);
    const filter = tf.transpose<tf.Tensor4D>(tensor(kernels), [2, 3, 1, 0]);
    const output = tf.add(tf.conv2d(image, filter, stride, 'valid'), tf.tensor1d([...bias]));
    return tf.transpose<tf.Tensor3D>(output as tf.Tensor3D, [2, 0, 1]).arraySync();
  });
}

/** Convolution with zero padding, bias, ReLU and 2×2 max pooling. */
export function tfBlock(
  input: Channels,
  kernels: readonly Channels[],
  bias: readonly number[],
  padding: number,
): number[][][] {
  return tf.tidy(() => {
    const image = tf.transpose<tf.Tensor3D>(tensor(input), [1, 2, 0]);
    const filter = tf.transpose<tf.Tensor4D>(tensor(kernels), [2, 3, 1, 0]);
    const around: [number, number] = [padding, padding];
    const padded = tf.pad3d(image, [around, around, [0, 0]]);
    const output = tf.relu(tf.add(tf.conv2d(padded, filter, 1, 'valid'), tf.tensor1d([...bias])));
    return tf.transpose<tf.Tensor3D>(tf.maxPool(output as tf.Tensor3D, 2, 2, 'valid'), [2, 0, 1]).arraySync();
  });
}

function tensor<T extends tf.Tensor>(values: unknown): T {
  return tf.tensor(values as tf.TensorLike) as T;
}
