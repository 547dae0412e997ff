/** Four loops: over the windows, and over the numbers of each window. */
export function correlate(input: number[][], kernel: number[][]): number[][] {
  const outHeight = input.length - kernel.length + 1;
  const outWidth = input[0].length - kernel[0].length + 1;
  const output: number[][] = [];
  for (let row = 0; row < outHeight; row++) {
    const outputRow: number[] = [];
    for (let column = 0; column < outWidth; column++) {
      let sum = 0;
      for (let i = 0; i < kernel.length; i++) {
        for (let j = 0; j < kernel[0].length; j++) {
          sum += input[row + i][column + j] * kernel[i][j];
        }
      }
      outputRow.push(sum);
    }
    output.push(outputRow);
  }
  return output;
}
