import type { Channels } from './channels.js';
import { grid, type Matrix, sum, width } from './correlate.js';

/** What im2col takes. */
export type Im2colArgs = readonly [input: Channels, kernelSize: number, stride: number];

/** One window through all channels, `[C][F][F]`. */
export type Window = readonly number[][][];

/** How windows lie, and in which order: the right way by default, each usual mistake by one field. */
interface Layout {
  readonly size?: readonly [outHeight: number, outWidth: number];
  /** From window to window, downwards and to the right. */
  readonly stride?: readonly [down: number, right: number];
  /** The order of a window's numbers in its row. */
  readonly flat?: (window: Window) => number[];
}

/** Every window of an image as a row of a matrix. */
export function im2col(...[input, kernelSize, stride]: Im2colArgs): number[][] {
  return unrolled([input, kernelSize, stride]).flat();
}

/** The rows of im2col as they lie in the image: `[OH][OW][C · F · F]`. */
export function unrolled(args: Im2colArgs, layout: Layout = {}): number[][][] {
  const [input, kernelSize, stride] = args;
  const {
    size: [outHeight, outWidth] = windowCount(args),
    stride: [down, right] = [stride, stride],
    flat = window => window.flat(2),
  } = layout;
  return Array.from({ length: outHeight }, (_, row) =>
    Array.from({ length: outWidth }, (_, column) =>
      flat(windowAt(input, kernelSize, row * down, column * right)),
    ),
  );
}

/** How many windows there are, downwards and to the right; `round` says what to do with a step that is not whole. */
export function windowCount(
  [[plane], kernelSize, stride]: Im2colArgs,
  round: (steps: number) => number = Math.floor,
): readonly [outHeight: number, outWidth: number] {
  const count = (length: number) => round((length - kernelSize) / stride) + 1;
  return [count(plane.length), count(width(plane))];
}

/** One window. As in a learner's loop, numbers beyond the last column are undefined, and a row throws. */
export function windowAt(input: Channels, kernelSize: number, top: number, left: number): Window {
  return input.map(plane => grid(kernelSize, kernelSize, (i, j) => plane[top + i][left + j]));
}

/** The product of two matrices. */
export function matmul(a: Matrix, b: Matrix): number[][] {
  return grid(a.length, width(b), (m, n) => sum(b.map((row, k) => a[m][k] * row[n])));
}

/** Kernels as the columns of a matrix, `[C · F · F][OC]`, in an order of their numbers that fits im2col by default. */
export function kernelColumns(
  kernels: readonly Channels[],
  flat: (kernel: Channels) => readonly number[] = kernel => kernel.flat(2) as number[],
): number[][] {
  const columns = kernels.map(flat);
  return grid(columns[0].length, columns.length, (k, oc) => columns[oc][k]);
}

/** A list of numbers cut into rows, the last of which may be shorter. */
export function cut(numbers: readonly number[], outWidth: number): number[][] {
  const rows: number[][] = [];
  for (let start = 0; start < numbers.length; start += outWidth) {
    rows.push(numbers.slice(start, start + outWidth));
  }
  return rows;
}
