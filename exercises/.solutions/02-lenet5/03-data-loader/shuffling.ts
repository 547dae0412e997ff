import { seededRandom } from '@featuremap/grader';

/** Gives the next random number, from 0 up to but not including 1. */
export type NextRandom = () => number;

/** The options as plain data: the random numbers instead of what gives them. */
export interface PlainOptions {
  readonly [key: string]: boolean | readonly number[];
  readonly shuffle: boolean;
  /** What `random` gives first. */
  readonly draws: readonly number[];
}

/** What `batches` takes, as plain data. */
export type Args = readonly [count: number, batchSize: number, options: PlainOptions];

/** Gives these numbers one after the other, and others when they have run out: a learner may draw more than is needed. */
export function randomFrom(draws: readonly number[]): NextRandom {
  const after = seededRandom(draws.length);
  let next = 0;
  return () => draws[next++] ?? after.integer(0, 2 ** 30 - 1) / 2 ** 30;
}

/** 0, 1, … count - 1. */
export function inOrder(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Which place each place swaps with in Fisher and Yates’s shuffle, from the last place down. */
export function fisherYates(list: readonly number[], random: NextRandom): number[] {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) swap(order, i, Math.floor(random() * (i + 1)));
  return order;
}

/** Swaps two places of a list. */
export function swap(list: number[], i: number, j: number): void {
  [list[i], list[j]] = [list[j], list[i]];
}

/** A list in pieces; the last one is what is left. */
export function cut(order: readonly number[], batchSize: number): number[][] {
  const pieces = Math.ceil(order.length / batchSize);
  return Array.from({ length: pieces }, (_, n) => order.slice(n * batchSize, (n + 1) * batchSize));
}

/** The right result. */
export function batches(count: number, batchSize: number, { shuffle, draws }: PlainOptions): number[][] {
  const order = inOrder(count);
  return cut(shuffle ? fisherYates(order, randomFrom(draws)) : order, batchSize);
}
