/** Starts from an output full of the bias, and adds the input shifted and scaled by each number of the kernel. */
export function convolve(input: number[][], kernel: number[][], bias: number): number[][] {
  const rows = input.slice(kernel.length - 1);
  const output = rows.map(row => row.slice(kernel[0].length - 1).map(() => bias));
  kernel.forEach((weights, i) => {
    weights.forEach((weight, j) => {
      for (const [row, values] of output.entries()) {
        for (const column of values.keys()) values[column] += weight * input[row + i][column + j];
      }
    });
  });
  return output;
}
