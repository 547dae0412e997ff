import * as tf from '@tensorflow/tfjs';

/** One line for each row of the table. */
export function lenet5(): tf.LayersModel {
  const { averagePooling2d, conv2d, dense, flatten } = tf.layers;
  return tf.sequential({
    layers: [
      conv2d({ inputShape: [28, 28, 1], filters: 6, kernelSize: 5, padding: 'same', activation: 'tanh' }),
      averagePooling2d({ poolSize: 2, strides: 2 }),
      conv2d({ filters: 16, kernelSize: 5, activation: 'tanh' }),
      averagePooling2d({ poolSize: 2, strides: 2 }),
      conv2d({ filters: 120, kernelSize: 5, activation: 'tanh' }),
      flatten(),
      dense({ units: 84, activation: 'tanh' }),
      dense({ units: 10 }),
    ],
  });
}
