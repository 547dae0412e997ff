import * as tf from '@tensorflow/tfjs-core';
import { type Dataset, generator } from '@tensorflow/tfjs-data';
import type { BatchLoader } from './batchLoader.js';
import { toImages } from './tensors.js';

/** One element of {@link asTfDataset}, named as `model.fitDataset` wants it. */
export type TfBatch = {
  /** Images, `[batch, height, width, channels]`, float32. */
  xs: tf.Tensor;
  /** Class numbers, `[batch]`, int32. */
  ys: tf.Tensor;
};

/**
 * A loader as a `tf.data.Dataset`, for TF.js's own `model.fitDataset` and `model.evaluateDataset`. Each pass
 * over the data set is one epoch of the loader, shuffled anew where the loader does that. The elements are
 * batches already and belong to who asks for them: `fitDataset` disposes them.
 *
 * Labels are class numbers; `crossEntropy` of `@featuremap/trainer` is a loss that takes them together
 * with logits.
 *
 * @example
 * ```ts
 * model.compile({ optimizer: tf.train.sgd(0.9), loss: crossEntropy });
 * await model.fitDataset(asTfDataset(trainLoader), { epochs: 5 });
 * ```
 */
export function asTfDataset(loader: BatchLoader): Dataset<TfBatch> {
  return generator(async function* () {
    for await (const batch of loader) {
      yield { xs: toImages(batch), ys: tf.tensor1d(batch.labels, 'int32') };
    }
  });
}
