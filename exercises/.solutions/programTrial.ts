import { callLearner, type Failure, failureOf, type LearnerModule } from '@featuremap/grader';
import { LayersModel } from '@tensorflow/tfjs';
import type { ProgramOptions } from './programCheck.js';
import { incomplete, limitIgnored } from './programMistakes.js';
import { withinSteps } from './programSteps.js';

/** What the learner's program takes. */
interface Options {
  readonly epochs: number;
  readonly seed: number;
  /** How many training images to use: the first ones. */
  readonly limit: number;
  /** Shows a line to whoever waits. */
  readonly report: (line: string) => void;
}

/** What the learner's program returns. */
export interface Result {
  readonly model: LayersModel;
  readonly layerTable: string;
  /** One for each step. */
  readonly losses: readonly number[];
  /** An SVG. */
  readonly lossPlot: string;
  /** On the test images, from 0 to 1. */
  readonly accuracy: number;
}

/** What came of a call: a result of the right types, and how many lines were reported meanwhile. */
export interface Trained {
  readonly result: Result;
  readonly lines: number;
}

export type Called = Trained | { readonly failure: Failure };

/** Calls the learner's program for a trial; stops it where it takes many times the steps that it was told to take. */
export async function tried(
  learner: LearnerModule,
  options: ProgramOptions,
  typed: Omit<Options, 'report'>,
): Promise<Called> {
  const { epochs, limit } = typed;
  const perEpoch = Math.ceil(limit / options.batchSize);
  // Other batches and other numbers of epochs are mistakes with names of their own: they may come to an end.
  const most = 4 * perEpoch * Math.max(10, options.epochs, epochs);
  const { value, stopped } = await withinSteps(most, () => called(learner, options, typed));
  return stopped ? { failure: failureOf(limitIgnored(limit, perEpoch * epochs, most)) } : value;
}

/** Calls the learner's program. */
export async function called(
  learner: LearnerModule,
  { name, told }: Pick<ProgramOptions, 'name' | 'told'>,
  typed: Omit<Options, 'report'>,
  report: (line: string) => void = () => {},
): Promise<Called> {
  let lines = 0;
  const counted = (line: string) => {
    lines++;
    report(line);
  };
  const outcome = await callLearner(learner, name, { ...typed, ...told, report: counted });
  if ('failure' in outcome) return outcome;
  const wrong = parts.filter(({ key, fits }) => !fits(Reflect.get(Object(outcome.value), key)));
  if (wrong.length === 0) return { result: outcome.value as Result, lines };
  return { failure: failureOf(incomplete(wrong.map(({ key, wanted }) => `${key} (${wanted})`))) };
}

/** Whether a network's weights are gone. */
export function isDisposed(model: LayersModel): boolean {
  try {
    model.getWeights();
    return false;
  } catch {
    return true;
  }
}

const isNumbers = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'number');

const parts: readonly { key: keyof Result; wanted: string; fits: (value: unknown) => boolean }[] = [
  { key: 'model', wanted: 'tf.LayersModel', fits: value => value instanceof LayersModel },
  { key: 'layerTable', wanted: 'string', fits: value => typeof value === 'string' },
  { key: 'losses', wanted: 'number[]', fits: isNumbers },
  { key: 'lossPlot', wanted: 'string', fits: value => typeof value === 'string' },
  { key: 'accuracy', wanted: 'number', fits: value => typeof value === 'number' },
];
