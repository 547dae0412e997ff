/** Lets the window walk over the input itself, as long as it fits, and never works out the output's size. */
export function correlate(input: number[][], kernel: number[][], stride: number): number[][] {
  const output: number[][] = [];
  for (let top = 0; top + kernel.length <= input.length; top += stride) {
    const values: number[] = [];
    for (let left = 0; left + kernel[0].length <= input[0].length; left += stride) {
      const products = kernel.flatMap((weights, i) =>
        weights.map((weight, j) => weight * input[top + i][left + j]),
      );
      values.push(products.reduce((sum, product) => sum + product));
    }
    output.push(values);
  }
  return output;
}
