/**
 * Replaces every window of an input by the average of its numbers. Windows that do not fit in whole are left out.
 *
 * @param input `[H][W]`
 * @param poolSize F: a window has F rows and F columns, no more than the input
 * @param stride S: from one window to the next, to the right and downwards; it may be smaller or larger than F
 * @returns `[OH][OW]`
 */
export function averagePool(input: number[][], poolSize: number, stride: number): number[][] {
  throw new Error('not written yet: README.md says what to do');
}
