/** Begins with planes full of the biases, and lets every weight add its share to a whole plane. */
export function convolve(input: number[][][], kernels: number[][][][], bias: number[]): number[][][] {
  const outHeight = input[0].length - kernels[0][0].length + 1;
  const outWidth = input[0][0].length - kernels[0][0][0].length + 1;
  const output = bias.map(value => Array.from({ length: outHeight }, () => Array(outWidth).fill(value)));
  kernels.forEach((kernel, oc) => {
    kernel.forEach((slice, c) => {
      slice.forEach((weights, i) => {
        weights.forEach((weight, j) => {
          addShifted(output[oc], input[c], weight, i, j);
        });
      });
    });
  });
  return output;
}

/** Adds the part of a channel that begins at `[top, left]`, times a weight. */
function addShifted(plane: number[][], channel: number[][], weight: number, top: number, left: number) {
  for (let row = 0; row < plane.length; row++) {
    for (let column = 0; column < plane[0].length; column++) {
      plane[row][column] += weight * channel[top + row][left + column];
    }
  }
}
