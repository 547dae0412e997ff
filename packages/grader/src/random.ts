/** A seeded source of inputs: the same seed gives the same inputs on every machine. */
export interface Random {
  /** The seed it was made from, to be named where a check fails. */
  readonly seed: number;
  /** A whole number from `min` to `max`, both included. */
  integer(min: number, max: number): number;
  /**
   * Whole numbers as an array nested as deep as `shape` is long, such as `[channels, height, width]`.
   *
   * @param min the smallest number, -9 by default
   * @param max the largest, 9 by default
   */
  matrix(shape: readonly [number], min?: number, max?: number): number[];
  /** A matrix, row by row. */
  matrix(shape: readonly [number, number], min?: number, max?: number): number[][];
  /** Matrices, such as the channels of an image. */
  matrix(shape: readonly [number, number, number], min?: number, max?: number): number[][][];
  /** A list of such, such as the filters of a layer. */
  matrix(shape: readonly [number, number, number, number], min?: number, max?: number): number[][][][];
}

type Nested = number | Nested[];

/**
 * Makes a source of inputs from a seed (mulberry32: 32 bits of state, enough for test inputs).
 *
 * @param seed a whole number
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  const nested = ([size, ...inner]: readonly number[], min = -9, max = 9): Nested =>
    size === undefined ? integer(min, max) : Array.from({ length: size }, () => nested(inner, min, max));
  return { seed, integer, matrix: nested as Random['matrix'] };
}
