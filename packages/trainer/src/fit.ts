import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { BatchLoader } from './batchLoader.js';
import { DivergedError, emptyLoader } from './errors.js';
import { type Evaluation, evaluate } from './evaluation.js';
import { eventLoopTurns } from './eventLoop.js';
import type { Callback, Run, TrainEvent } from './events.js';
import type { EpochRecord, History, StopReason } from './history.js';
import type { ModelContract } from './modelContract.js';
import { ReadBack } from './readBack.js';
import { tensors } from './tensors.js';
import { type Loss, learn } from './trainStep.js';

/** Options of `Trainer.fit`. */
export interface FitOptions {
  /** Times to go through the loader, at least 1. */
  readonly epochs: number;
  /** Evaluated after every epoch; the result stands in the history. */
  readonly validation?: BatchLoader | undefined;
  /** Told of everything that happens, in this order. */
  readonly callbacks?: readonly Callback[] | undefined;
  /** Aborting it ends training after the current step: `fit` resolves, with `stopped: 'aborted'`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A loss this many times the first one is lost, though finite: with a learning rate of 1e9 and tanh, weights
 * of 1e8 still give losses that are numbers. What training recovers from is far smaller.
 */
const LOST = 1e4;

/** What a run trains, and how. */
export interface Learner {
  readonly model: LayersModel;
  readonly optimizer: tf.Optimizer;
  readonly loss: Loss;
  readonly contract: ModelContract;
}

/** What is known of a step before its loss has been read. */
interface Step {
  readonly step: number;
  readonly epoch: number;
  readonly samples: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One run of `Trainer.fit`: the loop, and everything that lives as long as it does. */
export class Fit {
  readonly #learner: Learner;
  readonly #loader: BatchLoader;
  readonly #options: FitOptions;
  readonly #plannedSteps: number;
  readonly #losses: number[] = [];
  readonly #epochs: EpochRecord[] = [];
  readonly #history: Mutable<History> = { losses: this.#losses, epochs: this.#epochs, stopped: 'finished' };
  readonly #control: Run;
  readonly #unread = new ReadBack<Step>();
  readonly #turn = eventLoopTurns();
  #samples: number[] = [];
  #stopRequested = false;

  constructor(learner: Learner, loader: BatchLoader, options: FitOptions) {
    this.#learner = learner;
    this.#loader = loader;
    this.#options = options;
    this.#plannedSteps = options.epochs * loader.length;
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
  }

  /** The lecture's loop over one epoch's batches. Losses are read behind it, some steps at a time. */
  async #train(epoch: number): Promise<void> {
    const { model, optimizer, loss, contract } = this.#learner;
    let step = this.#losses.length;
    for await (const { x, y } of tensors(contract.checked(this.#loader))) {
      const value = learn(model, optimizer, loss, x, y);
      step += 1;
      this.#unread.push({ step, epoch, samples: y.size }, value);
      if (this.#unread.due) await this.#readLosses();
      await this.#turn();
      if (this.#stopped) break;
    }
    await this.#readLosses();
  }

  async #readLosses(): Promise<void> {
    for (const { note, values } of await this.#unread.read()) {
      const loss = values[0]![0]!;
      if (this.#isLost(loss)) throw this.#diverged(note, loss);
      this.#losses.push(loss);
      this.#samples.push(note.samples);
      await this.#tell({ type: 'step', steps: this.#plannedSteps, loss, ...note });
    }
  }

  #isLost(loss: number): boolean {
    const start = Math.max(1, this.#losses[0] ?? loss);
    return !Number.isFinite(loss) || loss > LOST * start;
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

  #diverged({ step, epoch }: Step, loss: number): DivergedError {
    const { learningRate } = this.#learner.optimizer.getConfig();
    return new DivergedError({
      step,
      epoch,
      loss,
      learningRate: typeof learningRate === 'number' ? learningRate : undefined,
      history: this.#history,
    });
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
