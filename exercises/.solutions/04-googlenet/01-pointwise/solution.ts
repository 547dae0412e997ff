/** Pixel by pixel: one sum over the channels for each output channel. */
export function pointwise(input: number[][][], weights: number[][], bias: number[]): number[][][] {
  const output: number[][][] = [];
  for (const row of input) {
    const outputRow: number[][] = [];
    for (const pixel of row) {
      const outputPixel: number[] = [];
      for (let outChannel = 0; outChannel < bias.length; outChannel++) {
        let sum = bias[outChannel];
        for (let channel = 0; channel < pixel.length; channel++) {
          sum += pixel[channel] * weights[channel][outChannel];
        }
        outputPixel.push(sum);
      }
      outputRow.push(outputPixel);
    }
    output.push(outputRow);
  }
  return output;
}
