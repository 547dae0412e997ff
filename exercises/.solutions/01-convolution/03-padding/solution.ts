/** An output full of zeros, into which the input is copied, `padding` rows down and `padding` columns to the right. */
export function pad(input: number[][], padding: number): number[][] {
  const outHeight = padding + input.length + padding;
  const outWidth = padding + input[0].length + padding;
  const output: number[][] = [];
  for (let row = 0; row < outHeight; row++) output.push(new Array<number>(outWidth).fill(0));
  for (let row = 0; row < input.length; row++) {
    for (let column = 0; column < input[0].length; column++) {
      output[padding + row][padding + column] = input[row][column];
    }
  }
  return output;
}
