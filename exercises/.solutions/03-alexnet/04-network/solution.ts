import * as tf from '@tensorflow/tfjs';

const { conv2d, dense, dropout, flatten, inputLayer, maxPooling2d, zeroPadding2d } = tf.layers;

/** One line a layer, as the table has it. */
export function alexnet(imageSize = 224): tf.LayersModel {
  return tf.sequential({
    layers: [
      inputLayer({ inputShape: [imageSize, imageSize, 1] }),
      zeroPadding2d({ padding: 1 }),
      conv2d({ name: 'C1', filters: 96, kernelSize: 11, strides: 4, activation: 'relu' }),
      maxPooling2d({ name: 'S2', poolSize: 3, strides: 2 }),
      conv2d({ name: 'C3', filters: 256, kernelSize: 5, padding: 'same', activation: 'relu' }),
      maxPooling2d({ name: 'S4', poolSize: 3, strides: 2 }),
      conv2d({ name: 'C5', filters: 384, kernelSize: 3, padding: 'same', activation: 'relu' }),
      conv2d({ name: 'C6', filters: 384, kernelSize: 3, padding: 'same', activation: 'relu' }),
      conv2d({ name: 'C7', filters: 256, kernelSize: 3, padding: 'same', activation: 'relu' }),
      maxPooling2d({ name: 'S8', poolSize: 3, strides: 2 }),
      flatten(),
      dense({ name: 'F9', units: 4096, activation: 'relu' }),
      dropout({ rate: 0.5 }),
      dense({ name: 'F10', units: 4096, activation: 'relu' }),
      dropout({ rate: 0.5 }),
      dense({ name: 'Out', units: 10 }),
    ],
  });
}
