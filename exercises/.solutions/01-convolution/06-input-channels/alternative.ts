/** Correlates each channel alone, as in the first exercise, and adds the results up. */
export function correlate(input: number[][][], kernel: number[][][]): number[][] {
  return input.map((plane, c) => correlatePlane(plane, kernel[c])).reduce(add);
}

function add(left: number[][], right: number[][]): number[][] {
  return left.map((row, r) => row.map((value, c) => value + right[r][c]));
}

function correlatePlane(input: number[][], kernel: number[][]): number[][] {
  const output: number[][] = [];
  for (let top = 0; top + kernel.length <= input.length; top++) {
    const values: number[] = [];
    for (let left = 0; left + kernel[0].length <= input[0].length; left++) {
      const rows = kernel.map((weights, i) =>
        weights.reduce((sum, weight, j) => sum + weight * input[top + i][left + j], 0),
      );
      values.push(rows.reduce((sum, value) => sum + value));
    }
    output.push(values);
  }
  return output;
}
