import { TrainerError } from './errors.js';

/**
 * A learning-rate schedule: by how much the optimiser's own learning rate is multiplied at some point of the
 * training. Pure, so that the same point always has the same rate.
 *
 * @param epoch epochs trained so far, with the share of the one at hand: 0 at the first step, 1.5 when half of
 * the second epoch's steps are done
 * @returns the factor, finite and at least 0
 * @example
 * ```ts
 * const halved: Schedule = epoch => 0.5 ** Math.floor(epoch);   // half the rate with every epoch
 * ```
 */
export type Schedule = (epoch: number) => number;

/** Absorbs what a division of epochs loses, so that 0.3 epochs are three times 0.1. */
const ROUNDING = 1e-9;

/** The optimiser's own learning rate from first to last; the same as no schedule. */
export function constant(): Schedule {
  return () => 1;
}

/** Options of {@link step}. */
export interface StepOptions {
  /** Epochs between two steps, above 0; need not be whole. */
  readonly every: number;
  /** What the rate is multiplied by at each step, above 0. Default: 0.1. */
  readonly factor?: number | undefined;
}

/**
 * Multiplies the rate by `factor` every so many epochs: PyTorch's `StepLR`, whose `step_size` and `gamma` these
 * are.
 *
 * @throws {TrainerError} `BAD_OPTION`
 * @example
 * ```ts
 * schedules.step({ every: 3 });   // 1, 1, 1, 0.1, 0.1, 0.1, 0.01, …
 * ```
 */
export function step({ every, factor = 0.1 }: StepOptions): Schedule {
  checkPositive('step', 'every', every);
  checkPositive('step', 'factor', factor);
  return epoch => factor ** Math.floor(epoch / every + ROUNDING);
}

/** Options of {@link cosine}. */
export interface CosineOptions {
  /** Epochs in which the rate falls to `end`, above 0; from there on it stays. */
  readonly epochs: number;
  /** The factor at the end, from 0 to 1. Default: 0. */
  readonly end?: number | undefined;
}

/**
 * Lets the rate fall along half a cosine, slowly at first and at last: PyTorch's `CosineAnnealingLR` and Keras's
 * `CosineDecay`. As in Keras, it does not rise again after `epochs`.
 *
 * @throws {TrainerError} `BAD_OPTION`
 * @example
 * ```ts
 * await trainer.fit(trainLoader, { epochs: 5, schedule: schedules.cosine({ epochs: 5 }) });
 * ```
 * @see Loshchilov and Hutter, SGDR, 2017, equation 5, https://arxiv.org/abs/1608.03983
 */
export function cosine({ epochs, end = 0 }: CosineOptions): Schedule {
  checkPositive('cosine', 'epochs', epochs);
  checkShare('cosine', 'end', end);
  return epoch => end + ((1 - end) * (1 + Math.cos(Math.PI * Math.min(epoch / epochs, 1)))) / 2;
}

/** Options of {@link warmup}. */
export interface WarmupOptions {
  /** Epochs in which the rate rises to the optimiser's own, above 0; 0.5 is half of the first epoch. */
  readonly epochs: number;
  /** The factor at the first step, from 0 to 1. Default: 1/3. */
  readonly start?: number | undefined;
  /** What follows; it sees the epochs since the warm-up. Default: {@link constant}. */
  readonly next?: Schedule | undefined;
}

/**
 * Lets the rate rise linearly, then hands over to another schedule: PyTorch's `LinearLR`, and with `next` its
 * `SequentialLR`.
 *
 * @throws {TrainerError} `BAD_OPTION`
 * @example
 * ```ts
 * schedules.warmup({ epochs: 1, next: schedules.cosine({ epochs: 9 }) });   // for ten epochs
 * ```
 * @see Goyal et al., Accurate, large minibatch SGD, 2017, section 2.2, https://arxiv.org/abs/1706.02677
 */
export function warmup({ epochs, start = 1 / 3, next = constant() }: WarmupOptions): Schedule {
  checkPositive('warmup', 'epochs', epochs);
  checkShare('warmup', 'start', start);
  return epoch => (epoch < epochs ? start + (1 - start) * (epoch / epochs) : next(epoch - epochs));
}

function checkPositive(schedule: string, option: string, value: number): void {
  if (Number.isFinite(value) && value > 0) return;
  throw new TrainerError('BAD_OPTION', `schedules.${schedule}: ${option} must be above 0, got ${value}.`);
}

function checkShare(schedule: string, option: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new TrainerError(
    'BAD_OPTION',
    `schedules.${schedule}: ${option} is a share of the optimizer's learning rate and must be from 0 to 1, ` +
      `got ${value}.`,
  );
}
