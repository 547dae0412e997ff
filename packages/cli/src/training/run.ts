import { DataLoader, type ImageDataset } from '@featuremap/datasets';
import { DivergedError, type Evaluation, type History, Trainer } from '@featuremap/trainer';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { Interrupted } from '../errors.js';
import { ExitCode } from '../exitCodes.js';
import { failureOf } from '../failure.js';
import type { RunSession } from '../run/session.js';
import type { Terminal } from '../terminal.js';
import { testWithProgress } from '../testing.js';
import { drawTraining } from './draw.js';
import { optimizerOf, scheduleOf } from './optimization.js';
import { printOutcome } from './outcome.js';
import type { TrainSettings } from './settings.js';

/** The images of a run. */
export interface TrainingData {
  readonly trainSet: ImageDataset<Float32Array>;
  readonly testSet: ImageDataset<Float32Array>;
}

/** What training needs, once everything is loaded. */
export interface TrainingParts {
  readonly settings: TrainSettings;
  readonly model: LayersModel;
  readonly data: TrainingData;
  readonly session: RunSession;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/**
 * Trains and tests. However it ends, the run's folder says how and has what there is.
 *
 * @throws what made it fail, once that has been recorded
 */
export async function runTraining(parts: TrainingParts): Promise<ExitCode> {
  const { session, terminal } = parts;
  let history: History | undefined;
  const remember = (latest: History) => {
    history = latest;
  };
  try {
    const test = await trainAndTest(parts, remember);
    await session.end('finished', history, test);
    printOutcome(terminal, session, test);
    return ExitCode.ok;
  } catch (error) {
    if (error instanceof Interrupted) {
      await session.keepModel();
      await session.end('interrupted', history);
      printOutcome(terminal, session);
      return error.exitCode;
    }
    const status = error instanceof DivergedError ? 'diverged' : 'failed';
    // A full disk may be why it failed; then the record cannot be written either, and the reason matters more.
    await session.end(status, history, undefined, failureOf(error).message).catch(() => {});
    throw error;
  }
}

async function trainAndTest(parts: TrainingParts, remember: (history: History) => void): Promise<Evaluation> {
  const { settings, model, data, session, terminal, signal } = parts;
  const { options } = settings;
  const { epochs, batchSize, seed } = options;
  const trainer = new Trainer(model, {
    optimizer: optimizerOf(options),
    maxGradientNorm: options.maxGradientNorm ?? undefined,
  });
  await trainer.fit(new DataLoader(data.trainSet, { batchSize, shuffle: true, seed }), {
    epochs,
    schedule: scheduleOf(options),
    signal,
    callbacks: [
      session.keep,
      drawTraining(terminal, epochs * data.trainSet.length),
      event => {
        if (event.type === 'end') remember(event.history);
      },
    ],
  });
  signal.throwIfAborted();

  const testLoader = new DataLoader(data.testSet, { batchSize });
  const test = await testWithProgress(trainer, testLoader, data.testSet.length, { terminal, signal });
  await session.keepTest(test, data.testSet.classes);
  return test;
}
