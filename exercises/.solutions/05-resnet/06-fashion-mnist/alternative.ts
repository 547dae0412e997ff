/** The variance of what is counted: right answers are 1, wrong ones 0. */
function variance(accuracy: number): number {
  const [right, wrong] = [accuracy, 1 - accuracy];
  return right * (1 - accuracy) ** 2 + wrong * accuracy ** 2;
}

export function standardError(accuracy: number, images: number): number {
  return Math.sqrt(variance(accuracy)) / Math.sqrt(images);
}

export function errorsApart(first: number, second: number, images: number): number {
  const error = Math.hypot(standardError(first, images), standardError(second, images));
  return Math.max(first - second, second - first) / error;
}

/** Looks for the nearest run. */
export function couldBe(reported: number, measured: number[], images: number): boolean {
  let nearest = Infinity;
  for (const run of measured) nearest = Math.min(nearest, errorsApart(reported, run, images));
  return nearest <= 3;
}

/** How to train: SGD whose rate stays as it is, or falls to 0 along half a cosine. */
export interface Recipe {
  learningRate: number;
  /** Share of the last step that the next one keeps, from 0 to less than 1. */
  momentum: number;
  schedule: 'constant' | 'cosine';
}

export function recipe(): Recipe {
  return { learningRate: 0.02, momentum: 0.9, schedule: 'constant' };
}
