import * as tf from '@tensorflow/tfjs-core';
import type { Batch } from './batchLoader.js';
import { TrainerError } from './errors.js';

/** One batch as tensors. */
export interface TensorBatch {
  /** Images, `[batch, height, width, channels]`, float32. */
  readonly x: tf.Tensor;
  /** Class numbers, `[batch]`, int32. */
  readonly y: tf.Tensor1D;
  /** The same class numbers as they came from the loader. */
  readonly labels: Int32Array;
}

/**
 * Turns a loader's batches into tensors and disposes them after each turn of the loop, also when the loop is
 * left by `break`, `return` or an error. To keep one longer, clone it: `x.clone()`.
 *
 * @param loader batches of typed arrays, such as a `DataLoader`; iterating it once is one epoch
 * @throws {TrainerError} `BAD_BATCH` when the arrays of a batch do not have the lengths that its shape says
 * @example
 * ```ts
 * for await (const { x, y } of tensors(trainLoader)) {
 *   losses.push(await trainStep(model, optimizer, x, y));
 * }
 * ```
 */
export async function* tensors(loader: AsyncIterable<Batch>): AsyncGenerator<TensorBatch, void, undefined> {
  for await (const { images, labels, shape } of loader) {
    checkLabels(labels, shape);
    const x = toImages({ images, shape });
    const y = tf.tensor1d(labels, 'int32');
    try {
      yield { x, y, labels };
    } finally {
      x.dispose();
      y.dispose();
    }
  }
}

/** Hands a batch's images to the engine; the caller disposes the tensor. @throws {TrainerError} `BAD_BATCH` */
export function toImages({ images, shape }: Pick<Batch, 'images' | 'shape'>): tf.Tensor {
  const pixels = shape.reduce((product, size) => product * size, 1);
  if (images.length === pixels && pixels > 0) return tf.tensor(images, [...shape], 'float32');
  throw new TrainerError(
    'BAD_BATCH',
    `A batch of shape [${shape}] has ${pixels} pixels, but its images array holds ${images.length}. ` +
      'The loader must give at least one image a batch, and a Float32Array as long as its shape says.',
  );
}

function checkLabels(labels: Int32Array, shape: readonly number[]): void {
  if (labels.length === shape[0]) return;
  throw new TrainerError(
    'BAD_BATCH',
    `A batch of shape [${shape}] came with ${labels.length} labels. ` +
      'The loader must give one label for each image.',
  );
}
