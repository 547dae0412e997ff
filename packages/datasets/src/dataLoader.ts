import { shuffledIndices } from './shuffle.js';

/** What a {@link DataLoader} reads from: anything with a length that gives batches. */
export interface BatchSource<B> {
  /** Number of samples. */
  readonly length: number;
  /** The samples at these places, in this order. */
  batch(indices: readonly number[]): B | Promise<B>;
}

/** How a {@link DataLoader} cuts its batches. */
export interface DataLoaderOptions {
  /** Samples in a batch, from 1 on; the last one may be smaller. */
  readonly batchSize: number;
  /** Whether each epoch has an order of its own; default false: the order of the data set. */
  readonly shuffle?: boolean | undefined;
  /** The orders follow from it: a whole number from 0 on. Default 0. */
  readonly seed?: number | undefined;
  /** Whether to leave out a last batch that is smaller than the others; default false. */
  readonly dropLast?: boolean | undefined;
}

/**
 * Batches of a data set, epoch after epoch.
 *
 * Each `for await` is the next epoch, with the next order if `shuffle` is on. The order follows from seed and epoch
 * alone: the same on every machine, and `epoch(n)` gives any epoch again.
 *
 * @example
 * ```ts
 * const loader = new DataLoader(set, { batchSize: 256, shuffle: true, seed: 0 });
 * for (let epoch = 0; epoch < 5; epoch++) {
 *   for await (const { images, labels, shape } of loader) step(images, labels, shape);
 * }
 * ```
 */
export class DataLoader<B> implements AsyncIterable<B> {
  /** What the batches are taken from. */
  readonly dataset: BatchSource<B>;
  /** Samples in a batch. */
  readonly batchSize: number;
  /** Number of batches in an epoch. */
  readonly length: number;

  readonly #shuffle: boolean;
  readonly #seed: number;
  #nextEpoch = 0;

  /** @throws RangeError when `batchSize` or `seed` is not such a number, or there would be no batch at all. */
  constructor(
    dataset: BatchSource<B>,
    { batchSize, shuffle = false, seed = 0, dropLast = false }: DataLoaderOptions,
  ) {
    checkWhole('batchSize', batchSize, 1);
    checkWhole('seed', seed, 0);
    checkWhole('length of the data set', dataset.length, 1);
    this.dataset = dataset;
    this.batchSize = batchSize;
    this.length = (dropLast ? Math.floor : Math.ceil)(dataset.length / batchSize);
    this.#shuffle = shuffle;
    this.#seed = seed;
    if (this.length > 0) return;
    throw new RangeError(
      `DataLoader: dropLast leaves no batch of ${batchSize} from ${dataset.length} samples; make batchSize smaller`,
    );
  }

  /** The next epoch: the first time epoch 0, then 1, and so on. */
  [Symbol.asyncIterator](): AsyncGenerator<B, void, undefined> {
    return this.epoch(this.#nextEpoch++);
  }

  /**
   * The batches of epoch `number`, whatever has been read before: to go on with an interrupted training.
   *
   * @throws RangeError when `number` is not a whole number from 0 on.
   */
  epoch(number: number): AsyncGenerator<B, void, undefined> {
    checkWhole('epoch', number, 0);
    return this.#batches(number);
  }

  async *#batches(epoch: number): AsyncGenerator<B, void, undefined> {
    const samples = this.dataset.length;
    const order = this.#shuffle
      ? shuffledIndices(samples, this.#seed, epoch)
      : Array.from({ length: samples }, (_, i) => i);
    for (let n = 0; n < this.length; n++) {
      yield await this.dataset.batch(order.slice(n * this.batchSize, (n + 1) * this.batchSize));
    }
  }
}

function checkWhole(name: string, value: unknown, least: number): void {
  if (Number.isSafeInteger(value) && (value as number) >= least) return;
  throw new RangeError(`DataLoader: ${name}: expected a whole number from ${least} on, got ${value}`);
}
