/** The loops of average pooling, but each number is compared with the largest so far instead of added to a sum. */
export function maxPool(input: number[][], poolSize: number, stride: number): number[][] {
  const outHeight = Math.floor((input.length - poolSize) / stride) + 1;
  const outWidth = Math.floor((input[0].length - poolSize) / stride) + 1;
  const output: number[][] = [];
  for (let row = 0; row < outHeight; row++) {
    output.push([]);
    for (let column = 0; column < outWidth; column++) {
      const top = row * stride;
      const left = column * stride;
      let largest = -Infinity;
      for (let i = 0; i < poolSize; i++) {
        for (let j = 0; j < poolSize; j++) {
          const value = input[top + i][left + j];
          if (value > largest) largest = value;
        }
      }
      output[row].push(largest);
    }
  }
  return output;
}
