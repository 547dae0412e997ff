import {
  callLearner,
  type Failure,
  failureOf,
  type Language,
  type LearnerModule,
  type Random,
  type Text,
} from '@featuremap/grader';
import { plotMistake } from './lossPlotMistakes.js';
import type { Point } from './lossPoints.js';
import { type Element, parseSvg } from './svg.js';

/** What the learner's two functions gave for the same losses. */
export interface Plot {
  readonly losses: readonly number[];
  readonly elements: readonly Element[];
  /** The learner's own points, as its line should use them, if they are any: what is wrong with them, other checks say. */
  readonly points: (width: number, height: number) => Promise<readonly Point[] | undefined>;
}

/** Losses as of a training; the first is not the largest. */
export function someLosses(random: Random): number[] {
  const rest = random.matrix([6], 11, 199).map(hundredth => hundredth / 100);
  rest.splice(1, 0, random.integer(211, 259) / 100);
  return rest;
}

/** Calls the learner's `lossPlot` and takes its document apart; or says why that cannot be done. */
export async function plotOf(learner: LearnerModule, losses: readonly number[]): Promise<Plot | Failure> {
  const called = await callLearner(learner, 'lossPlot', [...losses]);
  if ('failure' in called) return called.failure;
  const { value } = called;
  if (typeof value !== 'string') return failureOf(plotMistake('not-a-string'));
  const elements = parseSvg(value);
  if ('problem' in elements) {
    const { at, problem } = elements;
    return failureOf(plotMistake('not-well-formed'), language => excerpt(value, at, problem, language));
  }
  const points = async (width: number, height: number) => {
    const own = await callLearner(learner, 'lossPoints', [...losses], width, height);
    return 'value' in own && arePoints(own.value) ? own.value : undefined;
  };
  return { losses, elements, points };
}

/** The line of a document in which something is wrong, and a mark under the place. */
function excerpt(source: string, at: number, problem: Text, language: Language): string[] {
  const from = source.lastIndexOf('\n', at - 1) + 1;
  const to = source.indexOf('\n', at);
  const line = source.slice(from, to < 0 ? undefined : to);
  const begin = Math.max(0, at - from - 40);
  return [line.slice(begin, begin + 78), `${' '.repeat(at - from - begin)}^ ${problem[language]}`];
}

function arePoints(value: unknown): value is readonly Point[] {
  const isPoint = (point: unknown) =>
    Array.isArray(point) && point.length === 2 && point.every(number => typeof number === 'number');
  return Array.isArray(value) && value.every(isPoint);
}
