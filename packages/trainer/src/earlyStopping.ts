import { TrainerError } from './errors.js';
import type { Callback, EpochEvent } from './events.js';
import { WeightSnapshot } from './weightSnapshot.js';

/** A number of an epoch: its mean training loss, or a result of its validation. */
export type Monitor = 'loss' | 'validationLoss' | 'validationAccuracy';

/** What the monitors watch, with the sign that makes smaller better. */
const MONITORS: Readonly<Record<Monitor, (epoch: EpochEvent) => number | undefined>> = {
  loss: epoch => epoch.loss,
  validationLoss: epoch => epoch.validation?.loss,
  validationAccuracy: epoch => epoch.validation && -epoch.validation.accuracy,
};

const NONE = { value: Number.POSITIVE_INFINITY, epoch: 0 };

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions {
  /** Epochs in a row without a new best before training ends, at least 1. */
  readonly patience: number;
  /** What is watched: losses should fall, the accuracy rise. Default: `validationLoss`. */
  readonly monitor?: Monitor | undefined;
  /**
   * Whether the model gets the weights of its best epoch back when the run ends, however it ends: also when
   * all epochs were run, on an abort, and after a divergence. Default: true.
   */
  readonly restoreBest?: boolean | undefined;
}

/**
 * Ends training when it no longer gets better, and leaves the model with the weights of its best epoch, whose
 * number then stands in the history as `restoredEpoch`.
 *
 * @throws {TrainerError} `BAD_OPTION` for a patience below 1 or an unknown monitor; and from `fit`, before the
 * first step, when a validation is watched but `fit` has none
 * @example
 * ```ts
 * await trainer.fit(trainLoader, {
 *   epochs: 50,
 *   validation: validationLoader,
 *   callbacks: [earlyStopping({ patience: 3, monitor: 'validationAccuracy' })],
 * });
 * ```
 */
export function earlyStopping(options: EarlyStoppingOptions): Callback {
  const { patience, monitor = 'validationLoss', restoreBest = true } = options;
  checkOptions(patience, monitor);
  let best: { value: number; epoch: number; weights?: WeightSnapshot } = NONE;

  return async (event, run) => {
    if (event.type === 'start') {
      best = NONE;
      if (monitor !== 'loss' && !event.validates) throw noValidation(monitor);
    }
    if (event.type === 'epoch') {
      const value = MONITORS[monitor](event) ?? Number.NaN;
      if (value < best.value) {
        best = {
          value,
          epoch: event.epoch,
          ...(restoreBest && { weights: await WeightSnapshot.of(run.model) }),
        };
      } else if (event.epoch - best.epoch >= patience) run.stop();
    }
    if (event.type === 'end' && best.weights) {
      best.weights.restore();
      run.restored(best.epoch);
      best = NONE;
    }
  };
}

function checkOptions(patience: number, monitor: string): void {
  if (!Number.isInteger(patience) || patience < 1) {
    throw new TrainerError(
      'BAD_OPTION',
      `earlyStopping: patience must be a whole number of epochs of at least 1, got ${patience}.`,
    );
  }
  if (!Object.hasOwn(MONITORS, monitor)) {
    throw new TrainerError(
      'BAD_OPTION',
      `earlyStopping: unknown monitor "${monitor}". Known: ${Object.keys(MONITORS).join(', ')}.`,
    );
  }
}

function noValidation(monitor: Monitor): TrainerError {
  return new TrainerError(
    'BAD_OPTION',
    `earlyStopping: "${monitor}" is known only after a validation, and fit has none. ` +
      'Give fit a validation loader, or watch monitor: "loss".',
  );
}
