/** Seen from the kernel: each of its numbers adds a shifted, scaled copy of the input to the output. */
export function correlate(input: number[][], kernel: number[][]): number[][] {
  const outHeight = input.length - kernel.length + 1;
  const outWidth = input[0].length - kernel[0].length + 1;
  const output = Array.from({ length: outHeight }, () => new Array<number>(outWidth).fill(0));
  kernel.forEach((weights, i) => {
    weights.forEach((weight, j) => {
      for (const [row, values] of output.entries()) {
        for (const column of values.keys()) values[column] += weight * input[row + i][column + j];
      }
    });
  });
  return output;
}
