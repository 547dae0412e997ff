/**
 * Cross-correlation with a bias: the sum of each window, plus one number that is the same for all of them.
 *
 * @param input `[H][W]`
 * @param kernel `[FH][FW]`, no larger than the input
 * @param bias a number
 * @returns `[H - FH + 1][W - FW + 1]`
 */
export function convolve(input: number[][], kernel: number[][], bias: number): number[][] {
  throw new Error('not written yet: README.md says what to do');
}
