/** Looks through every window for its largest number. */
export function maxPool(input: number[][][], size: number, stride: number): number[][][] {
  return input.map(plane => {
    const outHeight = Math.floor((plane.length - size) / stride) + 1;
    const outWidth = Math.floor((plane[0].length - size) / stride) + 1;
    const output: number[][] = [];
    for (let row = 0; row < outHeight; row++) {
      const values: number[] = [];
      for (let column = 0; column < outWidth; column++) {
        let largest = -Infinity;
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            largest = Math.max(largest, plane[row * stride + i][column * stride + j]);
          }
        }
        values.push(largest);
      }
      output.push(values);
    }
    return output;
  });
}

/** Looks for the place of the largest number of every window, and adds the window's gradient there. */
export function maxPoolGradient(
  input: number[][][],
  outputGradient: number[][][],
  size: number,
  stride: number,
): number[][][] {
  return input.map((plane, channel) => {
    const gradient = plane.map(values => values.map(() => 0));
    for (const [row, values] of outputGradient[channel].entries()) {
      for (const [column, value] of values.entries()) {
        const top = row * stride;
        const left = column * stride;
        let y = top;
        let x = left;
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            if (plane[top + i][left + j] > plane[y][x]) {
              y = top + i;
              x = left + j;
            }
          }
        }
        gradient[y][x] += value;
      }
    }
    return gradient;
  });
}
