import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BatchLoader } from './batchLoader.js';
import { crossEntropy } from './crossEntropy.js';
import { DivergedError, emptyLoader } from './errors.js';
import { type Evaluation, evaluate } from './evaluation.js';
import { eventLoopTurns } from './eventLoop.js';
import type { Callback, Run, TrainEvent } from './events.js';
import type { EpochRecord, History, StopReason } from './history.js';
import { LearningRate } from './learningRate.js';
import { chanceWarning, isLost, stuckAtChance } from './lossWatch.js';
import type { ModelContract } from './modelContract.js';
import { ReadBack } from './readBack.js';
import { ReplayedStep } from './replayedStep.js';
import type { Schedule } from './schedules.js';
import { tensors } from './tensors.js';
import type { Learner } from './trainStep.js';

/** Options of `Trainer.fit`. */
export interface FitOptions {
  /** Times to go through the loader, at least 1. */
  readonly epochs: number;
  /** Evaluated after every epoch; the result stands in the history. */
  readonly validation?: BatchLoader | undefined;
  /** Told of everything that happens, in this order. */
  readonly callbacks?: readonly Callback[] | undefined;
  /**
   * How the optimiser's learning rate changes while this call goes on; it has its own again afterwards. Works
   * with all of `tf.train.*`. Default: it does not change.
   */
  readonly schedule?: Schedule | undefined;
  /** Aborting it ends training after the current step: `fit` resolves, with `stopped: 'aborted'`. */
  readonly signal?: AbortSignal | undefined;
}

/** A {@link Learner} with what the batches must be for it. */
export interface FitLearner extends Learner {
  readonly contract: ModelContract;
  /** Whether the engine may replay steps. */
  readonly replay: boolean;
}

/** What is known of a step before its loss has been read. */
interface Step {
  readonly step: number;
  readonly epoch: number;
  readonly samples: number;
  readonly learningRate: number | undefined;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One run of `Trainer.fit`: the loop, and everything that lives as long as it does. */
export class Fit {
  readonly #learner: FitLearner;
  readonly #loader: BatchLoader;
  readonly #options: FitOptions;
  readonly #plannedSteps: number;
  readonly #losses: number[] = [];
  readonly #epochs: EpochRecord[] = [];
  readonly #history: Mutable<History> = { losses: this.#losses, epochs: this.#epochs, stopped: 'finished' };
  readonly #control: Run;
  readonly #unread = new ReadBack<Step>();
  readonly #turn = eventLoopTurns();
  readonly #rate: LearningRate;
  readonly #step: ReplayedStep;
  #hasWarned = false;
  #samples: number[] = [];
  #stopRequested = false;

  constructor(learner: FitLearner, loader: BatchLoader, options: FitOptions) {
    this.#learner = learner;
    this.#loader = loader;
    this.#options = options;
    this.#plannedSteps = options.epochs * loader.length;
    this.#rate = new LearningRate(learner.optimizer, options.schedule);
    this.#step = new ReplayedStep(learner, learner.replay);
    this.#control = {
      model: learner.model,
      stop: () => {
        this.#stopRequested = true;
      },
      restored: epoch => {
        this.#history.restoredEpoch = epoch;
      },
    };
  }

  async run(): Promise<History> {
    const { epochs, validation } = this.#options;
    try {
      await this.#tell({
        type: 'start',
        epochs,
        steps: this.#plannedSteps,
        validates: validation !== undefined,
      });
      for (let epoch = 1; epoch <= epochs && !this.#stopped; epoch++) await this.#epoch(epoch);
    } catch (error) {
      this.#history.stopped = error instanceof DivergedError ? 'diverged' : 'failed';
      await this.#tellOfFailure();
      throw error;
    } finally {
      this.#unread.dispose();
      this.#rate.restore();
      this.#step.dispose();
    }
    this.#history.stopped = this.#stopped ?? 'finished';
    await this.#tell({ type: 'end', history: this.#history });
    return this.#history;
  }

  async #epoch(epoch: number): Promise<void> {
    this.#samples = [];
    const began = performance.now();
    await this.#train(epoch);
    const seconds = (performance.now() - began) / 1000;
    if (this.#stopped) return;
    if (this.#samples.length === 0) throw emptyLoader('fit');

    const validation = await this.#validate(epoch);
    if (this.#stopped === 'aborted') return;
    const samples = sum(this.#samples);
    const losses = this.#losses.slice(-this.#samples.length);
    const record: EpochRecord = {
      epoch,
      steps: losses.length,
      samples,
      loss: sum(losses.map((loss, i) => loss * this.#samples[i]!)) / samples,
      validation,
      seconds,
    };
    this.#epochs.push(record);
    await this.#tell({ type: 'epoch', ...record });
    await this.#warnIfStuck(record);
  }

  /** The lecture's loop over one epoch's batches. Losses are read behind it, some steps at a time. */
  async #train(epoch: number): Promise<void> {
    const { contract } = this.#learner;
    const before = this.#losses.length;
    this.#step.verify();
    let step = before;
    for await (const { x, y } of tensors(contract.checked(this.#loader))) {
      this.#rate.at(epoch - 1 + Math.min((step - before) / this.#loader.length, 1));
      const { loss, gradientNorm } = this.#step.learn(x, y);
      step += 1;
      const note = { step, epoch, samples: y.size, learningRate: this.#rate.current };
      this.#unread.push(note, loss, ...(gradientNorm ? [gradientNorm] : []));
      if (this.#unread.due) await this.#readLosses();
      await this.#turn();
      if (this.#stopped) break;
    }
    await this.#readLosses();
  }

  async #readLosses(): Promise<void> {
    for (const { note, values } of await this.#unread.read()) {
      const loss = values[0]![0]!;
      if (isLost(loss, this.#losses[0])) throw new DivergedError({ ...note, loss, history: this.#history });
      this.#losses.push(loss);
      this.#samples.push(note.samples);
      const gradientNorm = values[1]?.[0];
      await this.#tell({ type: 'step', steps: this.#plannedSteps, loss, gradientNorm, ...note });
    }
  }

  /** Only the cross-entropy of a model without penalties is known to be ln(classes) when it guesses. */
  async #warnIfStuck({ epoch, steps }: EpochRecord): Promise<void> {
    const { model, loss, contract } = this.#learner;
    if (this.#hasWarned || loss !== crossEntropy || hasPenalties(model)) return;
    const stuck = stuckAtChance(this.#losses, steps, Math.log(contract.classes));
    if (stuck === undefined) return;
    this.#hasWarned = true;
    const at = { epoch, classes: contract.classes, learningRate: this.#rate.current };
    await this.#tell({ type: 'warning', code: 'AT_CHANCE', epoch, message: chanceWarning(stuck, at) });
  }

  async #validate(epoch: number): Promise<Evaluation | undefined> {
    const { validation, signal } = this.#options;
    if (validation === undefined) return undefined;
    const { model, loss, contract } = this.#learner;
    try {
      return await evaluate(model, loss, contract, validation, {
        signal,
        onBatch: (batch, batches) => this.#tell({ type: 'validation', epoch, batch, batches }),
      });
    } catch (error) {
      if (signal?.aborted && error === signal.reason) return undefined;
      throw error;
    }
  }

  get #stopped(): StopReason | undefined {
    if (this.#options.signal?.aborted) return 'aborted';
    return this.#stopRequested ? 'early' : undefined;
  }

  async #tell(event: TrainEvent): Promise<void> {
    for (const callback of this.#options.callbacks ?? []) await callback(event, this.#control);
  }

  /** Every callback may clean up after a failure; what one throws then must not hide why the run failed. */
  async #tellOfFailure(): Promise<void> {
    for (const callback of this.#options.callbacks ?? []) {
      try {
        await callback({ type: 'end', history: this.#history }, this.#control);
      } catch {}
    }
  }
}

function hasPenalties(model: LayersModel): boolean {
  return tf.tidy(() => model.calculateLosses().length > 0);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
