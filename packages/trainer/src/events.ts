import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { EpochRecord, History } from './history.js';

/** Training is about to begin. */
export interface StartEvent {
  /** Tells the events apart. */
  readonly type: 'start';
  /** Epochs that were asked for. */
  readonly epochs: number;
  /** Steps in all epochs together, by the loader's `length`. */
  readonly steps: number;
  /** Whether each epoch ends with a validation. */
  readonly validates: boolean;
}

/**
 * A step was taken. Losses are read from the engine some steps at a time, so these events come in order but
 * in groups: after at most 20 steps or some 100 ms, and before the epoch's end.
 */
export interface StepEvent {
  /** Tells the events apart. */
  readonly type: 'step';
  /** Counted from 1 over the whole run. */
  readonly step: number;
  /** Steps in all epochs together, by the loader's `length`. */
  readonly steps: number;
  /** Counted from 1. */
  readonly epoch: number;
  /** The batch's mean loss, from before the update. */
  readonly loss: number;
  /** Images in this batch. */
  readonly samples: number;
  /** The rate that the update was made with, where the optimiser tells one. */
  readonly learningRate?: number | undefined;
  /** Norm of all gradients together, before they were clipped; where the trainer has a `maxGradientNorm`. */
  readonly gradientNorm?: number | undefined;
}

/** A batch of the validation was computed. */
export interface ValidationEvent {
  /** Tells the events apart. */
  readonly type: 'validation';
  /** The epoch that is being validated, counted from 1. */
  readonly epoch: number;
  /** Counted from 1. */
  readonly batch: number;
  /** Batches in the validation, by its loader's `length`. */
  readonly batches: number;
}

/** An epoch was finished, its validation included. */
export interface EpochEvent extends EpochRecord {
  /** Tells the events apart. */
  readonly type: 'epoch';
}

/** Something looks wrong, though training goes on. Told after the epoch in which it was seen, once in a run. */
export interface WarningEvent {
  /** Tells the events apart. */
  readonly type: 'warning';
  /**
   * `AT_CHANCE`: the losses of the epoch's second half are those of guessing, ln(classes), within 2%. Looked for
   * from 100 steps on, with cross-entropy and no regularisers.
   */
  readonly code: 'AT_CHANCE';
  /** The epoch in question, counted from 1. */
  readonly epoch: number;
  /** What was seen and what to try, for people. */
  readonly message: string;
}

/** Training ended, for whatever reason: also when it was aborted or is about to throw. */
export interface EndEvent {
  /** Tells the events apart. */
  readonly type: 'end';
  /** The whole run. */
  readonly history: History;
}

/** What a run of `fit` tells its callbacks: `start`, then steps, validations, epochs and warnings, then `end`. */
export type TrainEvent = StartEvent | StepEvent | ValidationEvent | EpochEvent | WarningEvent | EndEvent;

/** The run that an event is about, for callbacks that do more than look. */
export interface Run {
  /** The model in training. */
  readonly model: LayersModel;
  /** Ends training after the current step, or the epoch if one just ended; `fit` then resolves as `'early'`. */
  stop(): void;
  /** Notes in the history that the model has this epoch's weights again. */
  restored(epoch: number): void;
}

/**
 * Gets every event of a run, in order; a promise is waited for. What it throws ends the run.
 *
 * @example
 * ```ts
 * const draw: Callback = event => {
 *   if (event.type === 'step') process.stdout.write(`\r${event.step}/${event.steps} ${event.loss.toFixed(3)}`);
 * };
 * await trainer.fit(loader, { epochs: 5, callbacks: [draw] });
 * ```
 */
export type Callback = (event: TrainEvent, run: Run) => void | Promise<void>;
