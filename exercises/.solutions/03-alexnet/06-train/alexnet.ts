import * as tf from '@tensorflow/tfjs';

/** AlexNet for images of this size, with this share of its channels and of the units of F9 and F10. */
export function alexnet(imageSize: number, width: number, units = width): tf.LayersModel {
  const { conv2d, dense, dropout, flatten, maxPooling2d, zeroPadding2d } = tf.layers;
  const conv = (filters: number, kernelSize: number) =>
    conv2d({ filters: filters * width, kernelSize, padding: 'same', activation: 'relu' });
  const pool = () => maxPooling2d({ poolSize: 3, strides: 2 });
  const hidden = () => [dense({ units: 4096 * units, activation: 'relu' }), dropout({ rate: 0.5 })];
  return tf.sequential({
    layers: [
      zeroPadding2d({ inputShape: [imageSize, imageSize, 1], padding: 1 }),
      conv2d({ filters: 96 * width, kernelSize: 11, strides: 4, activation: 'relu' }),
      pool(),
      conv(256, 5),
      pool(),
      conv(384, 3),
      conv(384, 3),
      conv(256, 3),
      pool(),
      flatten(),
      ...hidden(),
      ...hidden(),
      dense({ units: 10 }),
    ],
  });
}
