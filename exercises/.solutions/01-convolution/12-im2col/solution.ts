/** What stands where is the order of the five loops. */
export function im2col(input: number[][][], kernelSize: number, stride: number): number[][] {
  const outHeight = Math.floor((input[0].length - kernelSize) / stride) + 1;
  const outWidth = Math.floor((input[0][0].length - kernelSize) / stride) + 1;
  const windows: number[][] = [];
  for (let row = 0; row < outHeight; row++) {
    for (let column = 0; column < outWidth; column++) {
      const top = row * stride;
      const left = column * stride;
      const numbers: number[] = [];
      for (let c = 0; c < input.length; c++) {
        for (let i = 0; i < kernelSize; i++) {
          for (let j = 0; j < kernelSize; j++) {
            numbers.push(input[c][top + i][left + j]);
          }
        }
      }
      windows.push(numbers);
    }
  }
  return windows;
}

/** Every row of a meets every column of b. */
export function matmul(a: number[][], b: number[][]): number[][] {
  const product: number[][] = [];
  for (let m = 0; m < a.length; m++) {
    product.push([]);
    for (let n = 0; n < b[0].length; n++) {
      let sum = 0;
      for (let k = 0; k < b.length; k++) {
        sum += a[m][k] * b[k][n];
      }
      product[m].push(sum);
    }
  }
  return product;
}

/** Kernels become columns in the order in which windows became rows, and each column of the product becomes a plane. */
export function correlate(input: number[][][], kernels: number[][][][], stride: number): number[][][] {
  const kernelSize = kernels[0][0].length;
  const windows = im2col(input, kernelSize, stride);
  const flat = kernels.map(kernel => kernel.flat(2));
  const weights = flat[0].map((_, k) => flat.map(numbers => numbers[k]));
  const product = matmul(windows, weights);
  const outWidth = Math.floor((input[0][0].length - kernelSize) / stride) + 1;
  const output: number[][][] = [];
  for (let oc = 0; oc < kernels.length; oc++) {
    const numbers = product.map(values => values[oc]);
    const plane: number[][] = [];
    for (let start = 0; start < numbers.length; start += outWidth) {
      plane.push(numbers.slice(start, start + outWidth));
    }
    output.push(plane);
  }
  return output;
}
