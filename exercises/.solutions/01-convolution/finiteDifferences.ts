import { correlate, grid, type Matrix, sum, width } from './correlate.js';

/** Far enough for the difference to keep 10 digits in float64; the losses here are straight, so it is not too far. */
const step = 1e-3;

/** How much a loss grows for each unit by which a number of a matrix grows, measured: no derivation is needed. */
export function finiteDifferences(loss: (matrix: Matrix) => number, at: Matrix): number[][] {
  return grid(at.length, width(at), (row, column) => {
    const moved = (by: number) =>
      at.map((values, r) => values.map((value, c) => (r === row && c === column ? value + by : value)));
    return (loss(moved(step)) - loss(moved(-step))) / (2 * step);
  });
}

/** A loss whose gradient with respect to the output of a convolution is `outputGradient`. */
export function lossOf(input: Matrix, kernel: Matrix, outputGradient: Matrix): number {
  const output = correlate(input, kernel);
  return sum(output.flatMap((values, row) => values.map((value, c) => value * outputGradient[row][c])));
}
