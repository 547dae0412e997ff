import { ResidualBlock } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';

/** One line for each row of the table. */
export function resnet(): tf.LayersModel {
  const { conv2d, dense, flatten, maxPooling2d } = tf.layers;
  return tf.sequential({
    layers: [
      conv2d({ name: 'C1', inputShape: [28, 28, 1], filters: 16, kernelSize: 5, activation: 'relu' }),
      maxPooling2d({ name: 'S2', poolSize: 2, strides: 2 }),
      new ResidualBlock({ name: 'R3' }),
      conv2d({ name: 'C4', filters: 32, kernelSize: 5, activation: 'relu' }),
      maxPooling2d({ name: 'S5', poolSize: 2, strides: 2 }),
      new ResidualBlock({ name: 'R6' }),
      flatten(),
      dense({ name: 'Out', units: 10 }),
    ],
  });
}
