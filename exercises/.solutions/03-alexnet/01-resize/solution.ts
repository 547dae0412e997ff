/** Asks, for each pixel of the result, where its centre lies in the image, and mixes the four pixels around. */
export function resize(image: number[][], height: number, width: number): number[][] {
  const output: number[][] = [];
  for (let row = 0; row < height; row++) {
    const y = position(row, image.length, height);
    const top = Math.floor(y);
    const bottom = Math.min(top + 1, image.length - 1);
    const wy = y - top;
    const values: number[] = [];
    for (let column = 0; column < width; column++) {
      const x = position(column, image[0].length, width);
      const left = Math.floor(x);
      const right = Math.min(left + 1, image[0].length - 1);
      const wx = x - left;
      const upper = (1 - wx) * image[top][left] + wx * image[top][right];
      const lower = (1 - wx) * image[bottom][left] + wx * image[bottom][right];
      values.push((1 - wy) * upper + wy * lower);
    }
    output.push(values);
  }
  return output;
}

/** Where a new pixel's centre lies, counted in old pixels from the centre of the first to that of the last. */
function position(index: number, oldSize: number, newSize: number): number {
  const centre = ((index + 0.5) * oldSize) / newSize - 0.5;
  return Math.min(Math.max(centre, 0), oldSize - 1);
}
