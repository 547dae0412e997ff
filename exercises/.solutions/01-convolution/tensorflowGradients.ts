import * as tf from '@tensorflow/tfjs-core';
// In Node it is this package that knows the ops' gradients.
import '@tensorflow/tfjs-layers';
import './tensorflow.js';
import { type Matrix, width } from './correlate.js';

/** The gradient that TensorFlow.js finds for the kernel of a `tf.conv2d`. It does not depend on the kernel. */
export function tfKernelGradient(input: Matrix, outputGradient: Matrix): number[][] {
  return tf.tidy(() => {
    const [height, across] = [
      input.length - outputGradient.length + 1,
      width(input) - width(outputGradient) + 1,
    ];
    const [, gradient] = gradients(image(input), tf.zeros([height, across, 1, 1]), image(outputGradient));
    return plane(gradient, height, across);
  });
}

/** The gradient that TensorFlow.js finds for the input of a `tf.conv2d`. It does not depend on the input. */
export function tfInputGradient(outputGradient: Matrix, kernel: Matrix): number[][] {
  return tf.tidy(() => {
    const [height, across] = [
      outputGradient.length + kernel.length - 1,
      width(outputGradient) + width(kernel) - 1,
    ];
    const filter = tf.tensor4d(kernel.map(row => row.map(weight => [[weight]])));
    const [gradient] = gradients(tf.zeros([height, across, 1]), filter, image(outputGradient));
    return plane(gradient, height, across);
  });
}

function gradients(input: tf.Tensor3D, kernel: tf.Tensor4D, outputGradient: tf.Tensor3D): tf.Tensor[] {
  const convolve = (x: tf.Tensor, filter: tf.Tensor) =>
    tf.conv2d(x as tf.Tensor3D, filter as tf.Tensor4D, 1, 'valid');
  return tf.grads(convolve)([input, kernel], outputGradient);
}

/** A matrix as an image of one channel. */
function image(matrix: Matrix): tf.Tensor3D {
  return tf.tensor3d(matrix.map(row => row.map(value => [value])));
}

function plane(tensor: tf.Tensor, height: number, across: number): number[][] {
  return tf.reshape<tf.Rank.R2>(tensor, [height, across]).arraySync();
}
