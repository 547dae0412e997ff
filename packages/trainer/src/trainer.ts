import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Batch, BatchLoader } from './batchLoader.js';
import { checkMaxNorm } from './clipByGlobalNorm.js';
import { crossEntropy } from './crossEntropy.js';
import { emptyLoader, TrainerError } from './errors.js';
import { type EvaluateOptions, type Evaluation, evaluate } from './evaluation.js';
import { Fit, type FitLearner, type FitOptions } from './fit.js';
import { forward } from './forward.js';
import type { History } from './history.js';
import { ModelContract } from './modelContract.js';
import { toImages } from './tensors.js';
import type { Loss } from './trainStep.js';

/** Options of a {@link Trainer}. */
export interface TrainerOptions {
  /** Any of `tf.train.*`. It keeps its state between calls of `fit`; the caller disposes it. */
  readonly optimizer: tf.Optimizer;
  /** What to make small. Default: {@link crossEntropy} of the logits. */
  readonly loss?: Loss | undefined;
  /**
   * The largest norm that all gradients of a step may have together, above 0: larger ones are scaled down to it, see
   * {@link clipByGlobalNorm}. Each step event then says what the norm was; with Infinity it is only measured.
   * Default: no bound, nothing measured.
   */
  readonly maxGradientNorm?: number | undefined;
  /**
   * Whether an engine that can do so, such as `simd`, may replay steps: once a step was seen to do the same twice, its
   * kernels are run without the JavaScript of layers and loss that led to them, which takes a tenth to a fifth less
   * time for small networks and gives the same numbers, to the bit. Each epoch's first step runs in full, so a change
   * made between epochs comes into effect; false is for code in layers or losses that must run at every step.
   * Default: true.
   */
  readonly replay?: boolean | undefined;
}

/** What a model makes of some images. */
export interface Prediction {
  /** The most probable class of each image. */
  readonly labels: Int32Array;
  /** For each image, the probability of every class; they add up to 1. */
  readonly probabilities: readonly Float32Array[];
}

/**
 * Trains a classifier that gives logits, and tells how good it is.
 *
 * Nothing in it is random: with the same weights, the same batches in the same order and the same engine, the
 * history is the same to the bit.
 *
 * @example
 * ```ts
 * const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.9) });
 * const history = await trainer.fit(trainLoader, { epochs: 5 });
 * const { accuracy } = await trainer.evaluate(testLoader);
 * ```
 */
export class Trainer {
  readonly #learner: FitLearner;

  /**
   * @param model one input of images, one output of logits `[batch, classes]`, without a softmax
   * @throws {TrainerError} `BAD_MODEL` when the model has other inputs or outputs, `BAD_OPTION` without optimiser
   * or with a `maxGradientNorm` that is not above 0
   */
  constructor(
    model: LayersModel,
    { optimizer, loss = crossEntropy, maxGradientNorm, replay = true }: TrainerOptions,
  ) {
    const contract = new ModelContract(model);
    checkOptimizer(optimizer);
    if (maxGradientNorm !== undefined) checkMaxNorm('Trainer: maxGradientNorm', maxGradientNorm);
    this.#learner = { model, optimizer, loss, maxGradientNorm, contract, replay };
  }

  /**
   * Goes through the loader `epochs` times, one step of training for each batch. Gives the event loop a turn
   * at least every 50 ms, as far as single steps are that short.
   *
   * @returns the losses and epochs; an aborted run resolves too, with `stopped: 'aborted'` and what there is
   * @throws {DivergedError} when a loss is NaN, infinite or ten thousand times the first; noticed within 20 steps
   * @throws {TrainerError} `BAD_OPTION`, `EMPTY_LOADER`, `IMAGE_SHAPE`, `LABEL_RANGE`, `BAD_BATCH`, `BAD_MODEL`
   */
  async fit(loader: BatchLoader, options: FitOptions): Promise<History> {
    checkEpochs(options.epochs);
    if (loader.length === 0) throw emptyLoader('fit');
    return new Fit(this.#learner, loader, options).run();
  }

  /**
   * Runs the model over the loader once, without training.
   *
   * @throws {TrainerError} `EMPTY_LOADER`, `IMAGE_SHAPE`, `LABEL_RANGE`, `BAD_BATCH`
   * @throws the signal's reason when it is aborted
   */
  async evaluate(loader: BatchLoader, options: EvaluateOptions = {}): Promise<Evaluation> {
    const { model, loss, contract } = this.#learner;
    return evaluate(model, loss, contract, loader, options);
  }

  /**
   * Classifies a batch of images.
   *
   * @param batch `images` and their `shape`, `[batch, height, width, channels]`
   * @throws {TrainerError} `IMAGE_SHAPE`, `BAD_BATCH`
   * @example
   * ```ts
   * const { labels, probabilities } = await trainer.predict(testSet.batch([4, 2, 7]));
   * ```
   */
  async predict({ images, shape }: Pick<Batch, 'images' | 'shape'>): Promise<Prediction> {
    const { model, contract } = this.#learner;
    contract.checkImages(shape);
    const { classes } = contract;
    const softmax = tf.tidy(() => {
      const x = toImages({ images, shape });
      return tf.softmax(forward(model, x, { training: false }));
    });
    try {
      const all = await softmax.data<'float32'>();
      const probabilities = Array.from({ length: shape[0]! }, (_, i) =>
        all.slice(i * classes, (i + 1) * classes),
      );
      return { labels: Int32Array.from(probabilities, mostProbable), probabilities };
    } finally {
      softmax.dispose();
    }
  }
}

function mostProbable(probabilities: Float32Array): number {
  return probabilities.indexOf(Math.max(...probabilities));
}

function checkOptimizer(optimizer: unknown): void {
  // `instanceof` alone would look for a method of undefined, as tf.Optimizer recognises its kind by them.
  if (typeof optimizer === 'object' && optimizer !== null && optimizer instanceof tf.Optimizer) return;
  throw new TrainerError(
    'BAD_OPTION',
    `Trainer: expected an optimizer such as tf.train.sgd(0.9), got ${JSON.stringify(optimizer)}.`,
  );
}

function checkEpochs(epochs: number): void {
  if (Number.isInteger(epochs) && epochs >= 1) return;
  throw new TrainerError('BAD_OPTION', `fit: epochs must be a whole number of at least 1, got ${epochs}.`);
}
