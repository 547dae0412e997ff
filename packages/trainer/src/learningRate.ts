import type * as tf from '@tensorflow/tfjs-core';
import { TrainerError } from './errors.js';
import type { Schedule } from './schedules.js';

/** An optimiser's learning rate while a run goes on: follows the schedule, and is put back at the end. */
export class LearningRate {
  readonly #optimizer: tf.Optimizer;
  readonly #schedule: Schedule | undefined;
  readonly #own: number | undefined;
  #current: number | undefined;

  /** @throws {TrainerError} `BAD_OPTION` for a schedule with an optimiser that tells no learning rate */
  constructor(optimizer: tf.Optimizer, schedule: Schedule | undefined) {
    const { learningRate } = optimizer.getConfig();
    this.#optimizer = optimizer;
    this.#schedule = schedule;
    this.#own = typeof learningRate === 'number' ? learningRate : undefined;
    this.#current = this.#own;
    if (schedule !== undefined && this.#own === undefined) {
      throw new TrainerError(
        'BAD_OPTION',
        `fit: a schedule needs an optimizer with a learning rate, got ${optimizer.getClassName()}. ` +
          'All of tf.train.* have one.',
      );
    }
  }

  /** The rate of the next step, where the optimiser tells one. */
  get current(): number | undefined {
    return this.#current;
  }

  /** Sets the rate for a point in the training. @throws {TrainerError} `BAD_OPTION` for a factor below 0 or NaN */
  at(epoch: number): void {
    if (this.#schedule === undefined) return;
    const factor = this.#schedule(epoch);
    if (!Number.isFinite(factor) || factor < 0) {
      throw new TrainerError(
        'BAD_OPTION',
        `fit: the schedule must give a factor of at least 0, got ${factor} at epoch ${epoch}.`,
      );
    }
    this.#set(this.#own! * factor);
  }

  /** Gives the optimiser the rate that it came with. */
  restore(): void {
    if (this.#schedule !== undefined) this.#set(this.#own!);
  }

  #set(rate: number): void {
    if (rate === this.#current) return;
    this.#current = rate;
    // SGD and momentum keep the rate as a tensor; the others read their field at every step, and have no setter.
    if (hasSetter(this.#optimizer)) this.#optimizer.setLearningRate(rate);
    else Reflect.set(this.#optimizer, 'learningRate', rate);
  }
}

function hasSetter(optimizer: tf.Optimizer): optimizer is tf.SGDOptimizer {
  return 'setLearningRate' in optimizer;
}
