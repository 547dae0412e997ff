/** The loops of a correlation with a stride, without a kernel: the window's numbers are added as they are. */
export function averagePool(input: number[][], poolSize: number, stride: number): number[][] {
  const outHeight = Math.floor((input.length - poolSize) / stride) + 1;
  const outWidth = Math.floor((input[0].length - poolSize) / stride) + 1;
  const output: number[][] = [];
  for (let row = 0; row < outHeight; row++) {
    output.push([]);
    for (let column = 0; column < outWidth; column++) {
      const top = row * stride;
      const left = column * stride;
      let sum = 0;
      for (let i = 0; i < poolSize; i++) {
        for (let j = 0; j < poolSize; j++) {
          sum += input[top + i][left + j];
        }
      }
      output[row].push(sum / (poolSize * poolSize));
    }
  }
  return output;
}
