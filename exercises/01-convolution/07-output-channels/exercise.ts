/**
 * A convolution layer: every kernel gives a channel of the output.
 *
 * @param input `[C][H][W]`
 * @param kernels `[OC][C][FH][FW]`: a kernel of C slices for each output channel
 * @param bias `[OC]`: a number for each output channel
 * @returns `[OC][H - FH + 1][W - FW + 1]`
 */
export function convolve(input: number[][][], kernels: number[][][][], bias: number[]): number[][][] {
  throw new Error('not written yet: README.md says what to do');
}
