/** Floats of any numbers, each through a function. */
export function floats(numbers: ArrayLike<number>, of: (value: number) => number): Float32Array {
  return Float32Array.from(numbers, of);
}

/** The mean of what a function makes of each number; of the numbers themselves by default. */
export function mean(values: ArrayLike<number>, of = (value: number) => value): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += of(values[i]);
  return sum / values.length;
}

/** Mean and standard deviation; the sum of squares is divided by `divisor`, by the number of values by default. */
export function meanAndStd(
  values: ArrayLike<number>,
  divisor = values.length,
): { mean: number; std: number } {
  const centre = mean(values);
  const squares = mean(values, value => (value - centre) ** 2) * values.length;
  return { mean: centre, std: Math.sqrt(squares / divisor) };
}
