/**
 * Cross-correlation whose windows lie `stride` rows and columns apart.
 *
 * @param input `[H][W]`
 * @param kernel `[FH][FW]`, no larger than the input
 * @param stride the distance S between windows, in both directions: 1, 2, …
 * @returns `[(H - FH) / S + 1][(W - FW) / S + 1]`, each division rounded down
 */
export function correlate(input: number[][], kernel: number[][], stride: number): number[][] {
  throw new Error('not written yet: README.md says what to do');
}
