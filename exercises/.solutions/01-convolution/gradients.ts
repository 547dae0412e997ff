import { correlate, flipped, grid, type Matrix, sum, width } from './correlate.js';

/** The gradient of a convolution's bias: every output took it as it is. */
export function biasGradient(outputGradient: Matrix): number {
  return sum(outputGradient.flat());
}

/** The gradient of a convolution's kernel: a valid correlation of its input. */
export function kernelGradient(input: Matrix, outputGradient: Matrix): number[][] {
  return correlate(input, outputGradient);
}

/** The gradient of a convolution's input: a full correlation with the kernel flipped. */
export function inputGradient(outputGradient: Matrix, kernel: Matrix): number[][] {
  return correlate(surrounded(outputGradient, kernel.length - 1, width(kernel) - 1), flipped(kernel));
}

/** Zeros around a matrix: so many rows above and below, so many columns on the left and on the right. */
export function surrounded(matrix: Matrix, rows: number, columns: number): number[][] {
  return grid(
    matrix.length + 2 * rows,
    width(matrix) + 2 * columns,
    (row, column) => matrix[row - rows]?.[column - columns] ?? 0,
  );
}
