import { DataLoader, type ImageDataset, MNIST, transforms } from '@featuremap/datasets';
import * as tf from '@tensorflow/tfjs';
import type { ProgramOptions } from './programCheck.js';

/** How many test images MNIST has. */
export const testImages = 10_000;

const { compose, normalize, resize, toTensor } = transforms;

/** How the pixels are changed on their way into the network. */
export const pixels = {
  normalised: [toTensor(), normalize(0.1307, 0.3081)],
  raw: [toTensor()],
  normalisedTwice: [toTensor(), normalize(0.1307, 0.3081), normalize(0.1307, 0.3081)],
};

interface Images {
  /** True for the training images, false for the test images. */
  readonly train: boolean;
  readonly steps?: keyof typeof pixels;
}

/** Images of MNIST of the size that the network takes. */
export function images(
  { imageSize = 28 }: Pick<ProgramOptions, 'imageSize'>,
  { train, steps = 'normalised' }: Images,
): Promise<ImageDataset> {
  const key = `${imageSize} ${train} ${steps}`;
  // A resize is faster behind the others, and gives the same.
  const resized = imageSize === 28 ? [] : [resize(imageSize)];
  const set = read.get(key) ?? MNIST.load({ train, transform: compose([...pixels[steps], ...resized]) });
  read.set(key, set);
  return set;
}

/** Reading the files takes as long as a short training: each set is read once. */
const read = new Map<string, Promise<ImageDataset>>();

/** The share of right answers, counted here and not by what the learner used. */
export async function accuracyOn(set: ImageDataset, model: tf.LayersModel): Promise<number> {
  let right = 0;
  for await (const { images, labels, shape } of new DataLoader(set, { batchSize })) {
    const answers = await valuesOf(() =>
      tf.argMax(model.predict(tf.tensor(images, shape), { batchSize }) as tf.Tensor, -1),
    );
    right += answers.filter((answer, index) => answer === labels[index]).length;
  }
  return right / set.length;
}

/**
 * True where the network does much better on the test images that the trial would have taken than on as many behind
 * them: whoever learns images by heart does best on those. LeNet-5 loses 1.1 times as much on those behind them, and 2.7
 * times and more where it was trained on them.
 */
export async function knowsTestImages(model: tf.LayersModel, options: ProgramOptions): Promise<boolean> {
  const { limit } = options.trial;
  const set = await images(options, { train: false });
  const [first, next] = await Promise.all([0, limit].map(from => lossOn(set, model, { from, count: limit })));
  return next > 1.7 * first;
}

async function lossOn(
  set: ImageDataset,
  model: tf.LayersModel,
  { from, count }: { from: number; count: number },
): Promise<number> {
  const { images, labels, shape } = set.batch(Array.from({ length: count }, (_, index) => from + index));
  const [mean] = await valuesOf(() => {
    const logits = model.predict(tf.tensor(images, shape), { batchSize }) as tf.Tensor;
    const right = tf.oneHot(tf.tensor1d(labels, 'int32'), 10);
    return tf.losses.softmaxCrossEntropy(right, logits);
  });
  return mean;
}

const batchSize = 256;

/** The numbers of a tensor, waited for: WebGPU in Node has no other way to read them. */
export async function valuesOf(make: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(make);
  try {
    return (await tensor.data()) as Float32Array;
  } finally {
    tensor.dispose();
  }
}
