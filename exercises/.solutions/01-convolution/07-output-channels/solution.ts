/** Correlates the input with one kernel after the other. */
export function convolve(input: number[][][], kernels: number[][][][], bias: number[]): number[][][] {
  const output: number[][][] = [];
  for (let oc = 0; oc < kernels.length; oc++) {
    output.push(correlate(input, kernels[oc], bias[oc]));
  }
  return output;
}

/** The previous exercise, with a bias. */
function correlate(input: number[][][], kernel: number[][][], bias: number): number[][] {
  const outHeight = input[0].length - kernel[0].length + 1;
  const outWidth = input[0][0].length - kernel[0][0].length + 1;
  const output: number[][] = [];
  for (let row = 0; row < outHeight; row++) {
    output.push([]);
    for (let column = 0; column < outWidth; column++) {
      let sum = bias;
      for (let c = 0; c < kernel.length; c++) {
        for (let i = 0; i < kernel[0].length; i++) {
          for (let j = 0; j < kernel[0][0].length; j++) {
            sum += input[c][row + i][column + j] * kernel[c][i][j];
          }
        }
      }
      output[row].push(sum);
    }
  }
  return output;
}
