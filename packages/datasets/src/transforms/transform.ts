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
 *   inPlace: true,
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
   * each of shape `outputShape(layout.shape)`.
   */
  apply(input: Uint8Array | Float32Array, output: Float32Array, layout: ImageLayout): void;
  /**
   * Shape of the image made from an image of `shape`; leave it out when shapes stay as they are.
   *
   * @throws RangeError when such images can't be transformed.
   */
  outputShape?(shape: ImageShape): ImageShape;
  /**
   * True when `input` and `output` may be one array: each element depends on the same element alone. Default false.
   * Saves `compose` a pass through memory.
   */
  readonly inPlace?: boolean;
}
