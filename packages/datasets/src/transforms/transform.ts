import type { ImageShape } from '../imageShape.js';

/** Images in one array, one after another. */
export interface ImageLayout {
  /** Number of images. */
  readonly count: number;
  /** Shape of each. */
  readonly shape: ImageShape;
}

/**
 * Something done to images on their way out of a data set. It works on whole batches, so that nothing is allocated
 * per image; a single image is a batch of one.
 *
 * @example
 * ```ts
 * const invert: Transform = {
 *   pointwise: true,
 *   apply(input, output) {
 *     for (let i = 0; i < input.length; i++) output[i] = 1 - input[i]!;
 *   },
 * };
 * const transform = transforms.compose([transforms.toTensor(), invert]);
 * ```
 */
export interface Transform {
  /**
   * Reads images from `input`, laid out as `layout` says, and writes the same number of images to all of `output`,
   * each of shape `outputShape(layout.shape)`. The arrays do not overlap, unless `pointwise` allows that they are one.
   * Neither may be kept: the next batch is in the same memory.
   */
  apply(input: Uint8Array | Float32Array, output: Float32Array, layout: ImageLayout): void;
  /**
   * Shape of the image made from an image of `shape`; leave it out when shapes stay as they are.
   *
   * @throws RangeError when such images can't be transformed.
   */
  outputShape?(shape: ImageShape): ImageShape;
  /**
   * True when each value of the output follows from the input's value at the same place and from nothing else: not
   * its place or channel, not its neighbours, not chance. Default false. It lets `compose` work in place, and on
   * bytes through a table of the 256 values there are.
   */
  readonly pointwise?: boolean;
}
