import { correlate, grid, type Matrix, sum, width, windowProducts } from './correlate.js';

/** One matrix for each channel: an image `[C][H][W]`, or a kernel `[C][FH][FW]`. */
export type Channels = readonly Matrix[];

/** Cross-correlation over all channels, whose results are added into one plane. */
export function correlateChannels(input: Channels, kernel: Channels): number[][] {
  return added(input.map((plane, channel) => correlate(plane, kernel[channel])));
}

/** The convolution layer of a network: one kernel and one bias for each output channel. */
export function convolve(
  input: Channels,
  kernels: readonly Channels[],
  bias: readonly number[],
): number[][][] {
  return kernels.map((kernel, channel) =>
    mapped(correlateChannels(input, kernel), value => value + bias[channel]),
  );
}

/** The sum of planes of the same size, element by element. */
export function added(planes: Channels): number[][] {
  return combined(planes, values => sum(values));
}

/** What a function makes of the elements at the same place of all planes. */
export function combined(planes: Channels, of: (values: readonly number[]) => number): number[][] {
  const [first] = planes;
  return grid(first.length, width(first), (row, column) => of(planes.map(plane => plane[row][column])));
}

/** A plane with every element changed. */
export function mapped(plane: Matrix, change: (value: number) => number): number[][] {
  return plane.map(row => row.map(change));
}

/** The sum that each channel gives for the window at `[top, left]`. */
export function channelSums(input: Channels, kernel: Channels, top: number, left: number): number[] {
  return input.map((plane, channel) => sum(windowProducts(plane, kernel[channel], top, left).flat()));
}
