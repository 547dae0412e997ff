/**
 * Makes floats of bytes.
 *
 * @param pixels from 0, black, to 255, white
 * @returns as many numbers, from 0 to 1; a new array
 */
export function toTensor(pixels: Uint8Array): Float32Array {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * The mean of numbers, and how far they lie from it.
 *
 * @param values any numbers, at least one
 * @returns their mean and their standard deviation
 */
export function meanAndStd(values: Float32Array): { mean: number; std: number } {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Moves and scales numbers, so that the mean becomes 0 and the standard deviation 1.
 *
 * @param values any numbers; they stay as they are
 * @param mean what is subtracted
 * @param std what the rest is divided by, above 0
 * @returns as many numbers; a new array
 */
export function normalize(values: Float32Array, mean: number, std: number): Float32Array {
  throw new Error('not written yet: README.md says what to do');
}
