import type { Trained } from './trial.js';

/** True for two losses that differ by rounding alone. */
export function sameLoss(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(a));
}

/** True for two numbers of a weight that differ by rounding alone: a step changes them by a thousandth and more. */
export function sameWeight(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 3e-5 * Math.max(1, Math.abs(a));
}

/** The first step whose losses differ, or that only one of both has; -1 where there is none. */
export function firstDifference(right: readonly number[], yours: readonly number[]): number {
  const both = Math.min(right.length, yours.length);
  const differs = right.slice(0, both).findIndex((loss, step) => !sameLoss(loss, yours[step]));
  if (differs >= 0) return differs;
  return right.length === yours.length ? -1 : both;
}

/** True where both trainings had the same losses and left the same weights. */
export function sameTrained(a: Trained, b: Trained): boolean {
  return (
    firstDifference(a.losses, b.losses) < 0 &&
    a.weights.every((weight, index) => weight.every((value, at) => sameWeight(value, b.weights[index][at])))
  );
}
