/** Every output has taken the bias as it is. */
export function biasGradient(outputGradient: number[][]): number {
  let sum = 0;
  for (const row of outputGradient) {
    for (const value of row) sum += value;
  }
  return sum;
}

/** The loops of the forward pass once more: the input's number, which multiplied the kernel's, weighs the gradient. */
export function kernelGradient(input: number[][], outputGradient: number[][]): number[][] {
  const kernelHeight = input.length - outputGradient.length + 1;
  const kernelWidth = input[0].length - outputGradient[0].length + 1;
  const gradient = zeros(kernelHeight, kernelWidth);
  for (let i = 0; i < kernelHeight; i++) {
    for (let j = 0; j < kernelWidth; j++) {
      for (let row = 0; row < outputGradient.length; row++) {
        for (let column = 0; column < outputGradient[0].length; column++) {
          gradient[i][j] += input[row + i][column + j] * outputGradient[row][column];
        }
      }
    }
  }
  return gradient;
}

/** And once more: what an output took from a number of the input, it now hands back to it. */
export function inputGradient(outputGradient: number[][], kernel: number[][]): number[][] {
  const inputHeight = outputGradient.length + kernel.length - 1;
  const inputWidth = outputGradient[0].length + kernel[0].length - 1;
  const gradient = zeros(inputHeight, inputWidth);
  for (let row = 0; row < outputGradient.length; row++) {
    for (let column = 0; column < outputGradient[0].length; column++) {
      for (let i = 0; i < kernel.length; i++) {
        for (let j = 0; j < kernel[0].length; j++) {
          gradient[row + i][column + j] += kernel[i][j] * outputGradient[row][column];
        }
      }
    }
  }
  return gradient;
}

function zeros(height: number, width: number): number[][] {
  return Array.from({ length: height }, () => new Array<number>(width).fill(0));
}
