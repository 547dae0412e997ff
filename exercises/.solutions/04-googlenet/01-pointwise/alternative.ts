/** One matrix product: all pixels as the rows of a matrix, times the weights; the product cut into the image's rows. */
export function pointwise(input: number[][][], weights: number[][], bias: number[]): number[][][] {
  const width = input[0].length;
  const product = multiply(input.flat(), weights).map(pixel => pixel.map((sum, at) => sum + bias[at]));
  return input.map((_, row) => product.slice(row * width, (row + 1) * width));
}

function multiply(left: number[][], right: number[][]): number[][] {
  const columns = right[0].map((_, column) => right.map(row => row[column]));
  return left.map(row =>
    columns.map(column => row.reduce((sum, value, index) => sum + value * column[index], 0)),
  );
}
