import { MNIST } from '@featuremap/datasets';
import type { Random } from '@featuremap/grader';

/** Length of the part of the header that all IDX files have. */
export const magicLength = 4;

/** An IDX file of unsigned bytes. */
export function idxFile(shape: readonly number[], data: ArrayLike<number>): Uint8Array {
  const file = new Uint8Array(headerLength(shape.length) + data.length);
  file.set([0, 0, 8, shape.length]);
  const view = new DataView(file.buffer);
  for (const [d, size] of shape.entries()) view.setUint32(magicLength + 4 * d, size);
  file.set(data, headerLength(shape.length));
  return file;
}

/** Where the elements of a file with so many dimensions begin. */
export function headerLength(dimensions: number): number {
  return magicLength + 4 * dimensions;
}

/** An IDX file of this shape with elements of any value. */
export function randomFile(random: Random, shape: readonly number[]): Uint8Array {
  const count = shape.reduce((product, size) => product * size, 1);
  return idxFile(shape, random.matrix([count], 0, 255));
}

/** A file that lies behind another one in the same buffer, as small files lie in Node's buffer pool. */
export function behind(other: Uint8Array, file: Uint8Array): Uint8Array {
  const buffer = new Uint8Array(other.length + file.length);
  buffer.set(other);
  buffer.set(file, other.length);
  return buffer.subarray(other.length);
}

/** MNIST's file of the test labels, byte for byte, and its first images as a file of their own. */
export async function mnistFiles(images: number): Promise<{ labels: Uint8Array; images: Uint8Array }> {
  const set = await MNIST.load({ train: false });
  const labels = set.batch(Array.from({ length: set.length }, (_, index) => index)).labels;
  const first = set.take(images).batch(Array.from({ length: images }, (_, index) => index));
  return { labels: idxFile([set.length], labels), images: idxFile([images, 28, 28], first.images) };
}
