/**
 * A block of a convolutional network: convolution with zero padding and stride 1, bias, ReLU, 2×2 max pooling.
 *
 * @param input `[C][H][W]`
 * @param kernels `[OC][C][FH][FW]`
 * @param bias `[OC]`
 * @param padding rows and columns of zeros on every side: 0, 1, …
 * @returns `[OC][PH][PW]` with PH = (H + 2 * padding - FH + 1) / 2 rounded down, PW likewise
 */
export function block(
  input: number[][][],
  kernels: number[][][][],
  bias: number[],
  padding: number,
): number[][][] {
  throw new Error('not written yet: README.md says what to do');
}
