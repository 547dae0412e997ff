/** The sum of a window may as well start at the bias as at 0; here it is added at the end. */
export function convolve(input: number[][], kernel: number[][], bias: number): number[][] {
  const outHeight = input.length - kernel.length + 1;
  const outWidth = input[0].length - kernel[0].length + 1;
  const output: number[][] = [];
  for (let row = 0; row < outHeight; row++) {
    output.push([]);
    for (let column = 0; column < outWidth; column++) {
      let sum = 0;
      for (let i = 0; i < kernel.length; i++) {
        for (let j = 0; j < kernel[0].length; j++) {
          sum += input[row + i][column + j] * kernel[i][j];
        }
      }
      output[row].push(sum + bias);
    }
  }
  return output;
}
