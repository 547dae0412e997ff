/**
 * Slides a kernel over an input, multiplies element by element in every window, and sums.
 *
 * @param input `[H][W]`: H rows of W numbers
 * @param kernel `[FH][FW]`, no larger than the input
 * @returns `[H - FH + 1][W - FW + 1]`
 */
export function correlate(input: number[][], kernel: number[][]): number[][] {
  throw new Error('not written yet: README.md says what to do');
}
