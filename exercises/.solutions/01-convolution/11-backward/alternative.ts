/** The sum of all. */
export function biasGradient(outputGradient: number[][]): number {
  return outputGradient.flat().reduce((sum, value) => sum + value, 0);
}

/** A valid correlation. */
export function kernelGradient(input: number[][], outputGradient: number[][]): number[][] {
  return correlate(input, outputGradient);
}

/** A full correlation with the kernel flipped. */
export function inputGradient(outputGradient: number[][], kernel: number[][]): number[][] {
  return correlate(surround(outputGradient, kernel.length - 1, kernel[0].length - 1), flip(kernel));
}

/** The first exercise. */
function correlate(input: number[][], kernel: number[][]): number[][] {
  const rows = input.slice(kernel.length - 1);
  return rows.map((values, row) =>
    values.slice(kernel[0].length - 1).map((_, column) => {
      const products = kernel.map((weights, i) =>
        weights.reduce((sum, weight, j) => sum + weight * input[row + i][column + j], 0),
      );
      return products.reduce((sum, product) => sum + product, 0);
    }),
  );
}

/** The exercise on padding, with a border of its own for each direction. */
function surround(matrix: number[][], rows: number, columns: number): number[][] {
  const zeros = (count: number) => new Array<number>(count).fill(0);
  const wide = matrix.map(row => [...zeros(columns), ...row, ...zeros(columns)]);
  const border = () => Array.from({ length: rows }, () => zeros(wide[0].length));
  return [...border(), ...wide, ...border()];
}

/** `reverse` turns the array itself, so that it is a copy that is turned. */
function flip(kernel: number[][]): number[][] {
  return kernel.map(row => [...row].reverse()).reverse();
}
