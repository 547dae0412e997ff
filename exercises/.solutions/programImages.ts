import { DataLoader, type ImageDataset, MNIST, transforms } from '@featuremap/datasets';
import * as tf from '@tensorflow/tfjs';
import type { ProgramOptions } from './programCheck.js';

const { compose, normalize, resize, toTensor } = transforms;

/** How the pixels are changed on their way into the network. */
export const pixels = {
  normalised: [toTensor(), normalize(0.1307, 0.3081)],
  raw: [toTensor()],
  normalisedTwice: [toTensor(), normalize(0.1307, 0.3081), normalize(0.1307, 0.3081)],
};

/** Images of MNIST of the size that the network takes. */
export function images(
  { imageSize = 28 }: ProgramOptions,
  { train, steps = pixels.normalised }: { train: boolean; steps?: typeof pixels.normalised },
): Promise<ImageDataset> {
  // A resize is faster behind the others, and gives the same.
  const resized = imageSize === 28 ? [] : [resize(imageSize)];
  return MNIST.load({ train, transform: compose([...steps, ...resized]) });
}

/** The share of right answers, counted here and not by what the learner used. */
export async function accuracyOn(set: ImageDataset, model: tf.LayersModel): Promise<number> {
  let right = 0;
  for await (const { images, labels, shape } of new DataLoader(set, { batchSize })) {
    const answers = tf.tidy(() =>
      tf.argMax(model.predict(tf.tensor(images, shape), { batchSize }) as tf.Tensor, -1).dataSync(),
    );
    right += answers.filter((answer, index) => answer === labels[index]).length;
  }
  return right / set.length;
}

/**
 * True where the network does better on as many test images as the trial has training images: whoever learns images by
 * heart does best on those.
 */
export async function knowsTestImages(model: tf.LayersModel, options: ProgramOptions): Promise<boolean> {
  const [ofTraining, ofTest] = await Promise.all(
    [true, false].map(async train => {
      const set = await images(options, { train });
      return lossOn(set.take(options.trial.limit), model);
    }),
  );
  return ofTraining > 1.25 * ofTest;
}

async function lossOn(set: ImageDataset, model: tf.LayersModel): Promise<number> {
  let sum = 0;
  for await (const { images, labels, shape } of new DataLoader(set, { batchSize })) {
    const mean = tf.tidy(() => {
      const logits = model.predict(tf.tensor(images, shape), { batchSize }) as tf.Tensor;
      return tf.losses.softmaxCrossEntropy(tf.oneHot(tf.tensor1d(labels, 'int32'), 10), logits).dataSync();
    });
    sum += mean[0] * labels.length;
  }
  return sum / set.length;
}

const batchSize = 256;
