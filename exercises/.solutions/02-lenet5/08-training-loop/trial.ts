import { type ImageDataset, MNIST, transforms } from '@featuremap/datasets';
import type { Random } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';

/** What the loop takes a step with. */
export interface Batch {
  readonly images: tf.Tensor4D;
  readonly labels: tf.Tensor1D;
}

/** A training to be done by the learner's loop, by the right one and by wrong ones. */
export interface Trial {
  /** Makes the network; always the same one. */
  readonly network: () => tf.LayersModel;
  readonly batches: readonly Batch[];
  readonly learningRate: number;
  readonly epochs: number;
}

/** What a training comes to. */
export interface Trained {
  readonly losses: readonly number[];
  readonly weights: readonly Float32Array[];
}

let loaded: Promise<ImageDataset> | undefined;

/** The test images of MNIST, read from the disk once. */
function digits(): Promise<ImageDataset> {
  const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
  loaded ??= MNIST.load({ train: false, transform });
  return loaded;
}

/** Batches of these sizes, of test images of MNIST that are drawn by chance, no image twice. */
export async function someBatches(random: Random, sizes: readonly number[]): Promise<Batch[]> {
  const set = await digits();
  const indices = new Set<number>();
  const count = sizes.reduce((sum, size) => sum + size);
  while (indices.size < count) indices.add(random.integer(0, set.length - 1));
  const drawn = [...indices];
  return sizes.map(size => {
    const { images, labels, shape } = set.batch(drawn.splice(0, size));
    return { images: tf.tensor4d(images, shape), labels: tf.tensor1d(labels, 'int32') };
  });
}

/** One convolution and one dense layer: a step takes next to no time. */
export function smallNetwork({ dropout = 0 } = {}): tf.LayersModel {
  const { conv2d, dense, flatten } = tf.layers;
  const start = (seed: number) => tf.initializers.randomUniform({ minval: -0.1, maxval: 0.1, seed });
  return tf.sequential({
    layers: [
      conv2d({
        inputShape: [28, 28, 1],
        filters: 4,
        kernelSize: 5,
        strides: 3,
        activation: 'tanh',
        kernelInitializer: start(1),
        biasInitializer: start(2),
      }),
      flatten(),
      // With a seed TensorFlow.js drops the same numbers in every step.
      ...(dropout > 0 ? [tf.layers.dropout({ rate: dropout, seed: 5 })] : []),
      dense({ units: 10, kernelInitializer: start(3), biasInitializer: start(4) }),
    ],
  });
}

/** The numbers of a network's weights. */
export function weightsOf(model: tf.LayersModel): Float32Array[] {
  return model.getWeights().map(weight => weight.dataSync<'float32'>());
}

/** The right way, with the training of TensorFlow.js itself. */
export async function trainedByTensorFlow({ network, ...trial }: Trial): Promise<Trained> {
  const model = network();
  const optimizer = tf.train.sgd(trial.learningRate);
  model.compile({ optimizer, loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits) });
  const losses: number[] = [];
  for (let epoch = 0; epoch < trial.epochs; epoch++) {
    for (const { images, labels } of trial.batches) {
      const oneHot = tf.oneHot(labels, 10).toFloat();
      losses.push((await model.trainOnBatch(images, oneHot)) as number);
      oneHot.dispose();
    }
  }
  const weights = weightsOf(model);
  model.dispose();
  optimizer.dispose();
  return { losses, weights };
}
