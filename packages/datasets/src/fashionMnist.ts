import { type DatasetLoader, defineDataset } from './defineDataset.js';

/**
 * FashionMNIST: MNIST's form and size, with ten kinds of clothing in place of the digits; harder.
 *
 * Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a Novel Image Dataset for Benchmarking Machine
 * Learning Algorithms", arXiv:1708.07747.
 *
 * @example
 * ```ts
 * const set = await FashionMNIST.load({ train: false });
 * set.classes[9];       // 'Ankle boot'
 * ```
 */
export const FashionMNIST: DatasetLoader = defineDataset({
  name: 'FashionMNIST',
  folder: 'fashion-mnist',
  classes: [
    'T-shirt/top',
    'Trouser',
    'Pullover',
    'Dress',
    'Coat',
    'Sandal',
    'Shirt',
    'Sneaker',
    'Bag',
    'Ankle boot',
  ],
  train: {
    images: {
      name: 'train-images-idx3-ubyte',
      shape: [60000, 28, 28],
      sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
    },
    labels: {
      name: 'train-labels-idx1-ubyte',
      shape: [60000],
      sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
    },
  },
  test: {
    images: {
      name: 't10k-images-idx3-ubyte',
      shape: [10000, 28, 28],
      sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
    },
    labels: {
      name: 't10k-labels-idx1-ubyte',
      shape: [10000],
      sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
    },
  },
  // Debian's package dataset-fashion-mnist.
  systemFolders: ['/usr/share/datasets/fashion-mnist'],
  mirrors: [
    'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
    'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
  ],
});
