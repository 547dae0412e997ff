import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
// In Node it is this package that knows the ops' gradients.
import '@tensorflow/tfjs-layers';
import type { Planes, Windows } from './pool.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** `tf.maxPool`, which has the channels last. */
export function tfMaxPool(planes: Planes, windows: Windows): number[][][] {
  return tf.tidy(() => channelsFirst(maxPool(windows)(channelsLast(planes))));
}

/** The gradient that TensorFlow.js finds for the input of its `tf.maxPool`. */
export function tfMaxPoolGradient(planes: Planes, outputGradient: Planes, windows: Windows): number[][][] {
  return tf.tidy(() =>
    channelsFirst(tf.grad(maxPool(windows))(channelsLast(planes), channelsLast(outputGradient))),
  );
}

function maxPool({ size, stride }: Windows) {
  return (image: tf.Tensor): tf.Tensor => tf.maxPool(image as tf.Tensor3D, size, stride, 'valid');
}

function channelsLast(planes: Planes): tf.Tensor {
  return tf.transpose(tf.tensor3d(planes as number[][][]), [1, 2, 0]);
}

function channelsFirst(image: tf.Tensor): number[][][] {
  return tf.transpose(image as tf.Tensor3D, [2, 0, 1]).arraySync();
}
