import type { NetworkName } from './networks.js';

/** How a network is trained: plain data. The loss is cross-entropy, the optimiser SGD, the data shuffled. */
export interface Recipe {
  /** The data set, by the name the command line gives it. */
  dataset: 'mnist' | 'fashion-mnist';
  /** Height and width in pixels that the images are resized to. */
  imageSize: number;
  /** Images a step; the last step of an epoch takes what is left. */
  batchSize: number;
  /** The same for all steps. */
  learningRate: number;
  /** 0 is plain SGD. */
  momentum: number;
  /** Times that every training image is seen. */
  epochs: number;
  /** Where the numbers come from. */
  source: string;
}

/**
 * The lecture's recipe for each network. Its chapters 3 to 5 load FashionMNIST in their code and report
 * accuracies that only MNIST gives; these recipes are for MNIST.
 *
 * @example
 * const { batchSize, learningRate, epochs } = recipes.lenet5; // 256, 0.9, 5
 */
export const recipes: Readonly<Record<NetworkName, Readonly<Recipe>>> = {
  lenet5: {
    dataset: 'mnist',
    imageSize: 28,
    batchSize: 256,
    learningRate: 0.9,
    momentum: 0,
    epochs: 5,
    source: 'the lecture, chapter 2, LeNet-5',
  },
  alexnet: {
    dataset: 'mnist',
    imageSize: 224,
    batchSize: 128,
    learningRate: 0.1,
    momentum: 0,
    epochs: 10,
    source: 'the lecture, chapter 3, AlexNet',
  },
  googlenet: {
    dataset: 'mnist',
    imageSize: 28,
    batchSize: 128,
    learningRate: 0.1,
    momentum: 0,
    epochs: 10,
    source: 'the lecture, chapter 4, GoogLeNet',
  },
  resnet: {
    dataset: 'mnist',
    imageSize: 28,
    batchSize: 128,
    learningRate: 0.1,
    momentum: 0,
    epochs: 10,
    source: 'the lecture, chapter 5, ResNet',
  },
};
