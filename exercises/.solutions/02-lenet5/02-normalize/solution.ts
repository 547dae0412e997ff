/** The new array is one of floats: `pixels.map` would make bytes again. */
export function toTensor(pixels: Uint8Array): Float32Array {
  const values = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    values[i] = pixels[i] / 255;
  }
  return values;
}

/** Two passes: the second one needs the mean that the first one finds. */
export function meanAndStd(values: Float32Array): { mean: number; std: number } {
  let sum = 0;
  for (const value of values) {
    sum += value;
  }
  const mean = sum / values.length;

  let squares = 0;
  for (const value of values) {
    squares += (value - mean) ** 2;
  }
  const std = Math.sqrt(squares / values.length);
  return { mean, std };
}

/** Centres first, scales then. */
export function normalize(values: Float32Array, mean: number, std: number): Float32Array {
  const normalized = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    normalized[i] = (values[i] - mean) / std;
  }
  return normalized;
}
