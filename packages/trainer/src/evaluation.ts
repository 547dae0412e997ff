import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BatchLoader } from './batchLoader.js';
import { emptyLoader } from './errors.js';
import { eventLoopTurns } from './eventLoop.js';
import { forward } from './forward.js';
import type { ModelContract } from './modelContract.js';
import { ReadBack } from './readBack.js';
import { tensors } from './tensors.js';
import type { Loss } from './trainStep.js';

/** How a model does on a data set: plain data that JSON can keep. */
export interface Evaluation {
  /** Mean loss over all images; a smaller last batch counts by its size. */
  readonly loss: number;
  /** Share of the images that were classified right, 0 to 1. */
  readonly accuracy: number;
  /** That share for the images of each class, by class number; NaN (null in JSON) for a class without images. */
  readonly perClass: readonly number[];
  /** How many images of each true class (row) were taken for each class (column). */
  readonly confusion: readonly (readonly number[])[];
}

/** Options of `Trainer.evaluate`. */
export interface EvaluateOptions {
  /** Aborting it rejects with its reason after the current batch. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each batch, counted from 1. */
  readonly onBatch?: ((batch: number, batches: number) => void | Promise<void>) | undefined;
}

/** Runs the model over one epoch of the loader, without training it. */
export async function evaluate(
  model: LayersModel,
  loss: Loss,
  contract: ModelContract,
  loader: BatchLoader,
  { signal, onBatch }: EvaluateOptions,
): Promise<Evaluation> {
  const tally = new Tally(contract.classes);
  const results = new ReadBack<Int32Array>();
  const turn = eventLoopTurns();
  const count = async () => {
    for (const { note, values } of await results.read()) tally.add(note, values[0]![0]!, values[1]!);
  };
  signal?.throwIfAborted();
  try {
    let batches = 0;
    for await (const { x, y, labels } of tensors(contract.checked(loader))) {
      const computed = tf.tidy(() => {
        const logits = forward(model, x, { training: false });
        return [loss(y, logits), tf.argMax(logits, 1)];
      });
      results.push(labels, ...computed);
      if (results.due) await count();
      await onBatch?.(++batches, loader.length);
      await turn();
      signal?.throwIfAborted();
    }
    await count();
  } finally {
    results.dispose();
  }
  return tally.evaluation();
}

/** Counts right and wrong answers as they come in. */
class Tally {
  readonly #confusion: number[][];
  #samples = 0;
  #lossSum = 0;

  constructor(classes: number) {
    this.#confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  }

  add(labels: Int32Array, meanLoss: number, predictions: ArrayLike<number>): void {
    this.#samples += labels.length;
    this.#lossSum += meanLoss * labels.length;
    for (const [i, label] of labels.entries()) this.#confusion[label]![predictions[i]!]! += 1;
  }

  evaluation(): Evaluation {
    if (this.#samples === 0) throw emptyLoader('evaluate');
    const right = this.#confusion.map((row, label) => row[label]!);
    const perClass = this.#confusion.map((row, label) => right[label]! / sum(row));
    return {
      loss: this.#lossSum / this.#samples,
      accuracy: sum(right) / this.#samples,
      perClass,
      confusion: this.#confusion,
    };
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
