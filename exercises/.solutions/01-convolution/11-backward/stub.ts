/**
 * How much the loss grows for each unit by which a convolution's bias grows.
 *
 * @param outputGradient `[OH][OW]`: the same for each number of the output
 * @returns a number
 */
export function biasGradient(outputGradient: number[][]): number {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * How much the loss grows for each unit by which a number of a convolution's kernel grows.
 *
 * @param input `[H][W]`, what the convolution was given
 * @param outputGradient `[OH][OW]`: the same for each number of the output
 * @returns `[FH][FW]`, as large as the kernel: FH = H - OH + 1 and FW = W - OW + 1
 */
export function kernelGradient(input: number[][], outputGradient: number[][]): number[][] {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * How much the loss grows for each unit by which a number of a convolution's input grows.
 *
 * @param outputGradient `[OH][OW]`: the same for each number of the output
 * @param kernel `[FH][FW]`, what the input was multiplied by
 * @returns `[H][W]`, as large as the input: H = OH + FH - 1 and W = OW + FW - 1
 */
export function inputGradient(outputGradient: number[][], kernel: number[][]): number[][] {
  throw new Error('not written yet: README.md says what to do');
}
