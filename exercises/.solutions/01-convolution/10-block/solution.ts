/** Each step takes what the one before gave. */
export function block(
  input: number[][][],
  kernels: number[][][][],
  bias: number[],
  padding: number,
): number[][][] {
  const padded = input.map(plane => pad(plane, padding));
  const convolved = kernels.map((kernel, oc) => correlate(padded, kernel, bias[oc]));
  const activated = convolved.map(relu);
  return activated.map(maxPool);
}

function pad(plane: number[][], padding: number): number[][] {
  const output: number[][] = [];
  for (let row = -padding; row < plane.length + padding; row++) {
    output.push([]);
    for (let column = -padding; column < plane[0].length + padding; column++) {
      output[row + padding].push(plane[row]?.[column] ?? 0);
    }
  }
  return output;
}

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

function relu(plane: number[][]): number[][] {
  return plane.map(row => row.map(value => Math.max(0, value)));
}

function maxPool(plane: number[][]): number[][] {
  const output: number[][] = [];
  for (let row = 0; row + 2 <= plane.length; row += 2) {
    output.push([]);
    for (let column = 0; column + 2 <= plane[0].length; column += 2) {
      const window = [...plane[row].slice(column, column + 2), ...plane[row + 1].slice(column, column + 2)];
      output[row / 2].push(Math.max(...window));
    }
  }
  return output;
}
