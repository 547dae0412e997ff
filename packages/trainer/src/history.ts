import type { Evaluation } from './evaluation.js';

/** Why `fit` ended. */
export type StopReason =
  /** All epochs were run. */
  | 'finished'
  /** A callback asked for it, such as early stopping. */
  | 'early'
  /** The signal given to `fit` was aborted. */
  | 'aborted'
  /** The loss became NaN, infinite or absurdly large; `fit` threw a `DivergedError`. */
  | 'diverged'
  /** The loader, the model or a callback threw, and so did `fit`. */
  | 'failed';

/** One whole epoch, validation included. */
export interface EpochRecord {
  /** Counted from 1. */
  readonly epoch: number;
  /** Steps taken in this epoch. */
  readonly steps: number;
  /** Images seen in this epoch. */
  readonly samples: number;
  /** Mean training loss over the epoch's images, each as it was when its step was taken. */
  readonly loss: number;
  /** The validation loader's result after this epoch, where `fit` was given one. */
  readonly validation?: Evaluation | undefined;
  /** Wall time of the epoch's training, without its validation, in seconds. */
  readonly seconds: number;
}

/** What happened in a run of `fit`: plain data that JSON can keep. */
export interface History {
  /** The loss of every step, in order, over all epochs. */
  readonly losses: readonly number[];
  /** Every epoch that was finished. After an abort, `losses` may hold more steps than these. */
  readonly epochs: readonly EpochRecord[];
  /** Why the run ended. */
  readonly stopped: StopReason;
  /** The epoch whose weights the model has now, where early stopping put them back. */
  readonly restoredEpoch?: number;
}
