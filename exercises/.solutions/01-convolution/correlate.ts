/** A matrix of numbers, row by row. */
export type Matrix = readonly (readonly number[])[];

/** How the windows lie, and what is multiplied: the right way by default, each usual mistake by one field. */
interface Variation {
  readonly outHeight: number;
  readonly outWidth: number;
  /** What a window, whose upper left corner is `[top, left]`, gives. */
  readonly window: (top: number, left: number) => number;
  readonly stride?: readonly [number, number];
}

/** A map of what every window gives. */
export function slide({ outHeight, outWidth, window, stride = [1, 1] }: Variation): number[][] {
  return grid(outHeight, outWidth, (row, column) => window(row * stride[0], column * stride[1]));
}

/** A matrix of what a function gives for each row and column. */
export function grid(height: number, width: number, at: (row: number, column: number) => number): number[][] {
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => at(row, column)),
  );
}

/** The sum of the products of a kernel and the window at `[top, left]`. */
export function windowSum(input: Matrix, kernel: Matrix, top: number, left: number): number {
  return sum(windowProducts(input, kernel, top, left).flat());
}

/** The products of a kernel and the window at `[top, left]`. */
export function windowProducts(input: Matrix, kernel: Matrix, top: number, left: number): number[][] {
  return kernel.map((row, i) => row.map((weight, j) => weight * (input[top + i][left + j] as number)));
}

/** Cross-correlation, as every framework's convolution layer computes it. */
export function correlate(
  input: Matrix,
  kernel: Matrix,
  stride: readonly [number, number] = [1, 1],
): number[][] {
  return slide({
    outHeight: Math.floor((input.length - kernel.length) / stride[0]) + 1,
    outWidth: Math.floor((width(input) - width(kernel)) / stride[1]) + 1,
    stride,
    window: (top, left) => windowSum(input, kernel, top, left),
  });
}

/** The number of columns. */
export function width(matrix: Matrix): number {
  return matrix[0].length;
}

/** A kernel turned by 180°. */
export function flipped(kernel: Matrix): number[][] {
  return kernel.map(row => [...row].reverse()).reverse();
}

/** Rows as columns. */
export function transposed(matrix: Matrix): number[][] {
  return grid(width(matrix), matrix.length, (row, column) => matrix[column][row] as number);
}

/** A sum. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
