/** An image, channels last: image[row][column][channel]. */
export type Image = readonly (readonly (readonly number[])[])[];
export type Matrix = readonly (readonly number[])[];
export type Args = readonly [input: Image, weights: Matrix, bias: readonly number[]];

/** What stands at a place of an output: the right number by default, each usual mistake by another function. */
type At = (row: number, column: number, outChannel: number) => number;

/** An output of the right shape. */
export function output([input, , bias]: Args, at: At): number[][][] {
  return image([input.length, input[0].length, bias.length], at);
}

/** Numbers nested as deep as a shape of three sizes says. */
export function image([height, width, depth]: readonly [number, number, number], at: At): number[][][] {
  return range(height).map(row => range(width).map(column => range(depth).map(o => at(row, column, o))));
}

/** 0, 1, … count - 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The products of a pixel's channels and the weights of one output channel. */
export function productsOf(pixel: readonly number[], weights: Matrix, outChannel: number): number[] {
  return pixel.map((value, channel) => value * weights[channel][outChannel]);
}

/** Such a product summed: an output without its bias. */
export function dot(pixel: readonly number[], weights: Matrix, outChannel: number): number {
  return sum(productsOf(pixel, weights, outChannel));
}

/** The right result. */
export function pointwise(...args: Args): number[][][] {
  const [input, weights, bias] = args;
  return output(args, (row, column, o) => dot(input[row][column], weights, o) + bias[o]);
}

/** A sum. */
export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
