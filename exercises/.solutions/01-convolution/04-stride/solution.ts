/** As without a stride, but a window begins at `row * stride` and `column * stride`. */
export function correlate(input: number[][], kernel: number[][], stride: number): number[][] {
  const outHeight = Math.floor((input.length - kernel.length) / stride) + 1;
  const outWidth = Math.floor((input[0].length - kernel[0].length) / stride) + 1;
  const output: number[][] = [];
  for (let row = 0; row < outHeight; row++) {
    output.push([]);
    for (let column = 0; column < outWidth; column++) {
      const top = row * stride;
      const left = column * stride;
      let sum = 0;
      for (let i = 0; i < kernel.length; i++) {
        for (let j = 0; j < kernel[0].length; j++) {
          sum += input[top + i][left + j] * kernel[i][j];
        }
      }
      output[row].push(sum);
    }
  }
  return output;
}
