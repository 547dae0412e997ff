/**
 * A convolution with a 1×1 kernel: at each pixel, every output channel is a weighted sum of the input's channels.
 *
 * @param input `[H][W][C]`: input[row][column][channel]
 * @param weights `[C][OC]`: weights[channel][outChannel]
 * @param bias `[OC]`: one number for each output channel
 * @returns `[H][W][OC]`
 */
export function pointwise(input: number[][][], weights: number[][], bias: number[]): number[][][] {
  throw new Error('not written yet: README.md says what to do');
}
