import { headerLength, magicLength } from './idxFile.js';

/** What an IDX file holds. */
export interface IdxContent {
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** How a file is read: the right way by default, each usual mistake by one field. */
export interface Reading {
  /** The number of dimensions. */
  readonly dimensions?: (bytes: Uint8Array) => number;
  /** The size that begins at `offset`. */
  readonly size?: (bytes: Uint8Array, offset: number) => number;
  /** Where the first size begins. */
  readonly sizesFrom?: number;
  /** What lies behind the header. */
  readonly data?: (bytes: Uint8Array, dimensions: number) => Uint8Array;
}

/** Reads an IDX file of unsigned bytes. */
export function readIdx(
  bytes: Uint8Array,
  {
    dimensions = ([, , , count]) => count,
    size = bigEndian,
    sizesFrom = magicLength,
    data = dataFrom,
  }: Reading = {},
): IdxContent {
  const count = dimensions(bytes);
  const shape = Array.from({ length: count }, (_, d) => size(bytes, sizesFrom + 4 * d));
  return { shape, data: data(bytes, count) };
}

/** Four bytes as one number, the first counting most. */
export function bigEndian(bytes: Uint8Array, offset: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(offset);
}

/** Everything behind a header of so many dimensions. */
export function dataFrom(bytes: Uint8Array, dimensions: number): Uint8Array {
  return bytes.subarray(headerLength(dimensions));
}

/** The buffer that a file lies in, from its beginning: not the file, where that begins further on. */
export function wholeBuffer(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer);
}
