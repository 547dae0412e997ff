import { join } from 'node:path';
import { writeAtomic } from '@featuremap/files';
import type { Callback, Evaluation, History } from '@featuremap/trainer';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { MetricsFile } from './metricsFile.js';
import { saveModel } from './modelFiles.js';
import { type RunRecord, type RunResult, type RunStatus, writeRecord } from './record.js';

/** What is known of a run when it begins. */
export type RunStart = Omit<RunRecord, 'format' | 'status' | 'error' | 'seconds' | 'result'>;

/** A run's folder while the run goes on: every file in it is whole at any moment. */
export class RunSession {
  readonly folder: string;
  readonly #start: RunStart;
  readonly #model: LayersModel;
  readonly #title: string;
  readonly #began: number;
  readonly #metrics: MetricsFile;
  #record: RunRecord;
  #trainingBegan = 0;
  #trainSeconds = 0;
  readonly #warnings: string[] = [];

  private constructor(folder: string, metrics: MetricsFile, given: SessionParts) {
    this.folder = folder;
    this.#metrics = metrics;
    this.#start = given.start;
    this.#model = given.model;
    this.#title = given.title;
    this.#began = given.began;
    this.#record = this.#makeRecord('running', null);
  }

  /** Writes the record of a run that has begun, and opens its metrics. */
  static async begin(folder: string, parts: SessionParts): Promise<RunSession> {
    const metrics = await MetricsFile.create(join(folder, 'metrics.jsonl'));
    const session = new RunSession(folder, metrics, parts);
    await writeRecord(folder, session.record);
    return session;
  }

  /** What run.json holds now. */
  get record(): RunRecord {
    return this.#record;
  }

  /** Keeps every loss, and the model after every epoch. */
  readonly keep: Callback = async event => {
    if (event.type === 'start') this.#trainingBegan = performance.now();
    if (event.type === 'end') this.#trainSeconds = secondsSince(this.#trainingBegan);
    if (event.type === 'step') {
      const { step, epoch, loss, learningRate, gradientNorm } = event;
      await this.#metrics.add({ type: 'step', step, epoch, loss, learningRate, gradientNorm });
    }
    if (event.type === 'warning') {
      this.#warnings.push(event.message);
      await this.#metrics.add(event);
    }
    if (event.type === 'epoch') {
      await this.#metrics.add(event);
      await this.#metrics.flush();
      await saveModel(this.#model, this.folder);
    }
  };

  /** Keeps the model as it is now; an epoch that was broken off has changed it. */
  async keepModel(): Promise<void> {
    await saveModel(this.#model, this.folder);
  }

  /** Keeps the result of the test. */
  async keepTest(test: Evaluation, classes: readonly string[]): Promise<void> {
    const { loss, accuracy, perClass, confusion } = test;
    await this.#metrics.add({ type: 'test', loss, accuracy });
    await this.#write('confusion.json', `${JSON.stringify({ classes, accuracy, perClass, confusion })}\n`);
    const { plotConfusion } = await plots();
    await this.#write('confusion.svg', plotConfusion(confusion, classes, { title: this.#title }));
  }

  /** Draws the losses there are, and writes the record of how it ended. */
  async end(
    status: RunStatus,
    history: History | undefined,
    test?: Evaluation,
    error?: string,
  ): Promise<void> {
    await this.#metrics.close();
    if (history && history.losses.length > 0) await this.#drawLosses(history);
    this.#record = this.#makeRecord(status, history ? this.#resultOf(history, test) : null, error);
    await writeRecord(this.folder, this.#record);
  }

  async #drawLosses(history: History): Promise<void> {
    const { plotLoss } = await plots();
    await this.#write('loss.svg', plotLoss(history, { title: this.#title }));
  }

  async #write(file: string, content: string): Promise<void> {
    await writeAtomic(join(this.folder, file), content);
  }

  #resultOf({ epochs, losses }: History, test: Evaluation | undefined): RunResult {
    return {
      epochs: epochs.length,
      steps: losses.length,
      trainLoss: epochs.at(-1)?.loss ?? null,
      trainSeconds: this.#trainSeconds,
      peakMemory: process.resourceUsage().maxRSS * 1024,
      warnings: this.#warnings,
      test: test ? { loss: test.loss, accuracy: test.accuracy, perClass: test.perClass } : null,
    };
  }

  #makeRecord(status: RunStatus, result: RunResult | null, error?: string): RunRecord {
    const seconds = secondsSince(this.#began);
    return { format: 1, status, ...(error && { error }), ...this.#start, seconds, result };
  }
}

/** What a {@link RunSession} is made of. */
export interface SessionParts {
  readonly start: RunStart;
  readonly model: LayersModel;
  /** Stands above the plots: "LeNet-5 on MNIST". */
  readonly title: string;
  /** `performance.now()` when the command began. */
  readonly began: number;
}

/** The plotting library is large: only who draws loads it. */
function plots() {
  return import('@featuremap/trainer/plot');
}

function secondsSince(began: number): number {
  return Math.round(performance.now() - began) / 1000;
}
