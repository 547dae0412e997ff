import { grid, type Matrix, sum, width } from './correlate.js';

/** What a pooling function takes. */
export type PoolArgs = readonly [input: Matrix, poolSize: number, stride: number];

/** What a window becomes: one number made of its numbers, which lie there row by row. */
export type Give = (numbers: readonly number[], poolSize: number) => number;

/** The average of a window. */
export const average: Give = numbers => sum(numbers) / numbers.length;

/** The largest number of a window. */
export const largest: Give = numbers => Math.max(...numbers);

/** How windows lie: the right way by default, each usual mistake by one field. */
interface Layout {
  readonly size?: readonly [outHeight: number, outWidth: number];
  /** The numbers of the window that belongs to a row and a column of the output. */
  readonly window?: (row: number, column: number) => readonly number[];
}

/** Pooling without padding, as frameworks compute it: only windows that fit in whole count. */
export function pool(args: PoolArgs, give: Give, layout: Layout = {}): number[][] {
  const [input, poolSize, stride] = args;
  const {
    size: [outHeight, outWidth] = pooledSize(args),
    window = (row, column) => windowNumbers(input, poolSize, row * stride, column * stride),
  } = layout;
  return grid(outHeight, outWidth, (row, column) => give(window(row, column), poolSize));
}

/** How many windows there are, downwards and to the right; `round` says what to do with a step that is not whole. */
export function pooledSize(
  [input, poolSize, stride]: PoolArgs,
  round: (steps: number) => number = Math.floor,
): readonly [outHeight: number, outWidth: number] {
  const count = (length: number) => round((length - poolSize) / stride) + 1;
  return [count(input.length), count(width(input))];
}

/** The numbers of a square window. As in a learner's loop, those beyond the last column are undefined, a row throws. */
export function windowNumbers(input: Matrix, size: number, top: number, left: number): number[] {
  return grid(size, size, (i, j) => input[top + i][left + j]).flat();
}

/** Those numbers of a square window that lie inside of the input. */
export function numbersInside(input: Matrix, size: number, top: number, left: number): number[] {
  return input.slice(top, top + size).flatMap(row => row.slice(left, left + size));
}
