import type { History } from './history.js';

/** What a {@link TrainerError} is about: an option, the model, the loader or one of its batches. */
export type TrainerErrorCode =
  | 'BAD_OPTION'
  | 'BAD_MODEL'
  | 'BAD_BATCH'
  | 'EMPTY_LOADER'
  | 'IMAGE_SHAPE'
  | 'LABEL_RANGE';

/**
 * Something given to the trainer does not fit. The message names it, says what was expected and what to do;
 * `code` tells the cases apart.
 */
export class TrainerError extends Error {
  /** Always `TrainerError`. */
  override readonly name = 'TrainerError';
  /** Which kind of thing does not fit. */
  readonly code: TrainerErrorCode;

  constructor(code: TrainerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The error for a loader that has nothing to read. */
export function emptyLoader(method: string): TrainerError {
  return new TrainerError(
    'EMPTY_LOADER',
    `${method}: the loader gave no batch. Is its data set empty, or smaller than one batch with dropLast?`,
  );
}

/**
 * The loss became NaN, infinite, or ten thousand times what it was at first (or at 1, if it began below): the
 * weights are lost. Thrown by `Trainer.fit`.
 *
 * @example
 * ```ts
 * try {
 *   await trainer.fit(loader, { epochs: 5 });
 * } catch (error) {
 *   if (error instanceof DivergedError) console.error(error.message, error.history.losses.at(-1));
 * }
 * ```
 */
export class DivergedError extends Error {
  /** Always `DivergedError`. */
  override readonly name = 'DivergedError';
  /** Always `DIVERGED`. */
  readonly code = 'DIVERGED';
  /** The step that had this loss, counted from 1 over the whole run. */
  readonly step: number;
  /** The epoch of that step, counted from 1. */
  readonly epoch: number;
  /** That step's loss. */
  readonly loss: number;
  /** The optimiser's learning rate, where it says one. */
  readonly learningRate: number | undefined;
  /** What was recorded until then; its last loss is the one before. */
  readonly history: History;

  constructor(at: {
    step: number;
    epoch: number;
    loss: number;
    learningRate: number | undefined;
    history: History;
  }) {
    super(diverged(at));
    this.step = at.step;
    this.epoch = at.epoch;
    this.loss = at.loss;
    this.learningRate = at.learningRate;
    this.history = at.history;
  }
}

function diverged(at: {
  step: number;
  epoch: number;
  loss: number;
  learningRate: number | undefined;
}): string {
  const loss = Number.isFinite(at.loss) ? at.loss.toPrecision(3) : at.loss;
  const rate = at.learningRate === undefined ? '' : ` with learning rate ${at.learningRate}`;
  return (
    `The loss is ${loss} at step ${at.step} (epoch ${at.epoch})${rate}: training diverged. Start again with ` +
    `${lower(at.learningRate)}, a warm-up, or clipped gradients; if the first steps already fail, look for NaN or unscaled values in the images.`
  );
}

function lower(learningRate: number | undefined): string {
  if (learningRate === undefined) return 'a lower learning rate';
  return `a lower one, such as ${Number(Math.min(learningRate / 10, 0.1).toPrecision(2))}`;
}
