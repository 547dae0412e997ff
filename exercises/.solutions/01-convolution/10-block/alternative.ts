/** Asks for every pooled number alone, and finds the padding by asking outside of the image. */
export function block(
  input: number[][][],
  kernels: number[][][][],
  bias: number[],
  padding: number,
): number[][][] {
  const poolHeight = Math.floor((input[0].length + 2 * padding - kernels[0][0].length + 1) / 2);
  const poolWidth = Math.floor((input[0][0].length + 2 * padding - kernels[0][0][0].length + 1) / 2);
  const pixel = (c: number, row: number, column: number) => input[c][row - padding]?.[column - padding] ?? 0;
  const convolved = (oc: number, row: number, column: number) => {
    let sum = bias[oc];
    kernels[oc].forEach((slice, c) => {
      slice.forEach((weights, i) => {
        weights.forEach((weight, j) => {
          sum += weight * pixel(c, row + i, column + j);
        });
      });
    });
    return sum;
  };
  // The largest of four numbers and 0: pooling and ReLU in one.
  return bias.map((_, oc) =>
    Array.from({ length: poolHeight }, (_, row) =>
      Array.from({ length: poolWidth }, (_, column) =>
        Math.max(
          0,
          convolved(oc, 2 * row, 2 * column),
          convolved(oc, 2 * row, 2 * column + 1),
          convolved(oc, 2 * row + 1, 2 * column),
          convolved(oc, 2 * row + 1, 2 * column + 1),
        ),
      ),
    ),
  );
}
