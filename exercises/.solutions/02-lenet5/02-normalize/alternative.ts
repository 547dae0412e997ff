/** `from` makes the array and fills it in one go. */
export function toTensor(pixels: Uint8Array): Float32Array {
  return Float32Array.from(pixels, pixel => pixel / 255);
}

/** One pass: the mean of the squares, less the square of the mean, is the variance. */
export function meanAndStd(values: Float32Array): { mean: number; std: number } {
  const average = (of: (value: number) => number) =>
    values.reduce((sum, value) => sum + of(value), 0) / values.length;
  const mean = average(value => value);
  const variance = average(value => value * value) - mean * mean;
  return { mean, std: Math.sqrt(variance) };
}

/** A straight line through every number: `values.map` makes floats of floats. */
export function normalize(values: Float32Array, mean: number, std: number): Float32Array {
  const slope = 1 / std;
  const atZero = -mean / std;
  return values.map(value => slope * value + atZero);
}
