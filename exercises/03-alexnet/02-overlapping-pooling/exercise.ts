/**
 * Keeps the largest number of every window, for each channel by itself.
 *
 * @param input `[C][H][W]`: C channels of H rows and W columns
 * @param size the height and the width of a window, at most H and W
 * @param stride the distance from one window to the next; where it is less than `size`, windows overlap
 * @returns `[C][OH][OW]`, OH = ⌊(H - size) / stride⌋ + 1, and OW alike
 */
export function maxPool(input: number[][][], size: number, stride: number): number[][][] {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * How much the loss grows for each unit by which a number of the input of `maxPool` grows.
 *
 * @param input `[C][H][W]`, what the pooling was given
 * @param outputGradient `[C][OH][OW]`: the same for each number of the output
 * @param size the height and the width of a window
 * @param stride the distance from one window to the next
 * @returns `[C][H][W]`, as large as the input
 */
export function maxPoolGradient(
  input: number[][][],
  outputGradient: number[][][],
  size: number,
  stride: number,
): number[][][] {
  throw new Error('not written yet: README.md says what to do');
}
