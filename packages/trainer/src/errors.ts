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
  override readonly name = 'TrainerError';
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
 * The loss became NaN or infinite, and with it the weights. Thrown by `Trainer.fit`.
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
  override readonly name = 'DivergedError';
  readonly code = 'DIVERGED';
  /** The step whose loss was not finite, counted from 1 over the whole run. */
  readonly step: number;
  /** The epoch of that step, counted from 1. */
  readonly epoch: number;
  /** That step's loss: NaN, Infinity or -Infinity. */
  readonly loss: number;
  /** The optimiser's learning rate, where it says one. */
  readonly learningRate: number | undefined;
  /** What was recorded until then; its last loss is the last finite one. */
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
  const rate = at.learningRate === undefined ? '' : ` with learning rate ${at.learningRate}`;
  const lower =
    at.learningRate === undefined ? 'a lower learning rate' : `a lower one, such as ${at.learningRate / 10}`;
  return (
    `The loss is ${at.loss} at step ${at.step} (epoch ${at.epoch})${rate}: training diverged and the weights ` +
    `are of no use any more. Start again with ${lower}; if the first step already fails, look for NaN or ` +
    'unscaled values in the images.'
  );
}
