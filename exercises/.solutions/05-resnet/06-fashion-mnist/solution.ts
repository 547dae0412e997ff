/** Right or wrong is 1 or 0, and varies by √(p(1 − p)); the mean of n of these varies by √n less. */
export function standardError(accuracy: number, images: number): number {
  return Math.sqrt((accuracy * (1 - accuracy)) / images);
}

/** The errors of both make that of their difference, as the sides of a right angle make the third. */
export function errorsApart(first: number, second: number, images: number): number {
  const [a, b] = [standardError(first, images), standardError(second, images)];
  return Math.abs(first - second) / Math.sqrt(a ** 2 + b ** 2);
}

export function couldBe(reported: number, measured: number[], images: number): boolean {
  return measured.some(run => errorsApart(reported, run, images) <= 3);
}

/** How to train: SGD whose rate stays as it is, or falls to 0 along half a cosine. */
export interface Recipe {
  learningRate: number;
  /** Share of the last step that the next one keeps, from 0 to less than 1. */
  momentum: number;
  schedule: 'constant' | 'cosine';
}

/** Smaller steps that momentum makes long, where the gradients agree, and that end in very small ones. */
export function recipe(): Recipe {
  return { learningRate: 0.05, momentum: 0.9, schedule: 'cosine' };
}
