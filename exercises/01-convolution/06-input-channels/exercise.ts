/**
 * Cross-correlation of an input of several channels.
 *
 * @param input `[C][H][W]`: one H×W matrix for each channel
 * @param kernel `[C][FH][FW]`: one FH×FW matrix for each channel
 * @returns `[H - FH + 1][W - FW + 1]`: a single matrix
 */
export function correlate(input: number[][][], kernel: number[][][]): number[][] {
  throw new Error('not written yet: README.md says what to do');
}
