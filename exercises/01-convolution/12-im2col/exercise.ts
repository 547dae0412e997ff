/**
 * Lays the windows of an image out as the rows of a matrix: window after window, as one reads. Within a row comes channel
 * after channel, and within a channel row after row of the window. Windows that do not fit in whole are left out.
 *
 * @param input `[C][H][W]`
 * @param kernelSize F: a window has F rows and F columns of every channel
 * @param stride S: from one window to the next, to the right and downwards
 * @returns `[OH * OW][C * F * F]`
 */
export function im2col(input: number[][][], kernelSize: number, stride: number): number[][] {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Multiplies two matrices.
 *
 * @param a `[M][K]`
 * @param b `[K][N]`
 * @returns `[M][N]`
 */
export function matmul(a: number[][], b: number[][]): number[][] {
  throw new Error('not written yet: README.md says what to do');
}

/**
 * Cross-correlation of all channels with several kernels, by one product of two matrices: `im2col`, then `matmul`.
 *
 * @param input `[C][H][W]`
 * @param kernels `[OC][C][F][F]`
 * @param stride S
 * @returns `[OC][OH][OW]`
 */
export function correlate(input: number[][][], kernels: number[][][][], stride: number): number[][][] {
  throw new Error('not written yet: README.md says what to do');
}
