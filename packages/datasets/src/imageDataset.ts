import type { Batch } from './batch.js';
import { type ImageShape, imageSize } from './imageShape.js';
import type { Transform } from './transforms/transform.js';

/** What an {@link ImageDataset} is made of. */
export interface ImageDatasetParts {
  /** The images' pixels, one image after another, each `[height, width, channels]`, 0 to 255. */
  readonly images: Uint8Array;
  /** One index into `classes` per image. */
  readonly labels: Uint8Array;
  /** Shape of one image in `images`. */
  readonly imageShape: ImageShape;
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** What becomes of each image on its way out; default: nothing. */
  readonly transform?: Transform | undefined;
}

/** One image with its label. */
export interface Sample<Image extends Uint8Array | Float32Array = Uint8Array | Float32Array> {
  /** The pixels, `[height, width, channels]`; a copy. */
  readonly image: Image;
  /** Index into the data set's `classes`. */
  readonly label: number;
}

/**
 * Labelled images in memory. `MNIST.load` returns one; make one from arrays of your own with `new`.
 *
 * `Image` is `Float32Array` with a transform and `Uint8Array` without.
 *
 * @example
 * ```ts
 * const set = new ImageDataset({ images, labels, imageShape: [28, 28, 1], classes: ['cat', 'dog'] });
 * const { images, labels, shape } = set.batch([4, 2, 7]);   // shape: [3, 28, 28, 1]
 * ```
 */
export class ImageDataset<Image extends Uint8Array | Float32Array = Uint8Array | Float32Array> {
  /** Number of images. */
  readonly length: number;
  /** Names of the classes; a label is an index into them. */
  readonly classes: readonly string[];
  /** Shape of one image as `get` and `batch` give it, so after the transform: `[height, width, channels]`. */
  readonly imageShape: ImageShape;

  readonly #parts: ImageDatasetParts;
  /** Pixels of the batch in work; kept, as the next batch is mostly of the same size. */
  #gathered = new Uint8Array(0);

  /** @throws RangeError when the arrays' lengths do not fit together or a label is not among the classes. */
  constructor(parts: ImageDatasetParts) {
    checkParts(parts);
    this.#parts = parts;
    this.length = parts.labels.length;
    this.classes = parts.classes;
    this.imageShape = parts.transform?.outputShape?.(parts.imageShape) ?? parts.imageShape;
  }

  /**
   * One image and its label.
   *
   * @throws RangeError when `index` is not one of 0 to `length` - 1.
   */
  get(index: number): Sample<Image> {
    this.#checkIndex(index);
    const { images, labels, imageShape, transform } = this.#parts;
    const size = imageSize(imageShape);
    // Not slice(), which on a Buffer is a view.
    const pixels = new Uint8Array(images.subarray(index * size, (index + 1) * size));
    const label = labels[index]!;
    if (!transform) return { image: pixels as Image, label };
    const image = new Float32Array(imageSize(this.imageShape));
    transform.apply(pixels, image, { count: 1, shape: imageShape });
    return { image: image as Image, label };
  }

  /**
   * Many images in one Float32Array, in the order of `indices`. The arrays are new and the caller's own. Without a
   * transform the images are the bytes as numbers, 0 to 255.
   *
   * @throws RangeError when an index is not one of 0 to `length` - 1.
   */
  batch(indices: ArrayLike<number>): Batch {
    const { imageShape, transform } = this.#parts;
    const count = indices.length;
    const labels = new Int32Array(count);
    const pixels = this.#gather(indices, labels);
    const [height, width, channels] = this.imageShape;
    const images = new Float32Array(count * height * width * channels);
    if (transform) transform.apply(pixels, images, { count, shape: imageShape });
    else images.set(pixels);
    return { images, labels, shape: [count, height, width, channels] };
  }

  /**
   * The first `count` images as a data set of their own, for a quick trial; shares the memory of this one.
   *
   * @throws RangeError when `count` is not one of 1 to `length`.
   */
  take(count: number): ImageDataset<Image> {
    if (!Number.isInteger(count) || count < 1 || count > this.length) {
      throw new RangeError(`take: expected a whole number of images from 1 to ${this.length}, got ${count}`);
    }
    const { images, labels, imageShape } = this.#parts;
    return new ImageDataset<Image>({
      ...this.#parts,
      images: images.subarray(0, count * imageSize(imageShape)),
      labels: labels.subarray(0, count),
    });
  }

  #gather(indices: ArrayLike<number>, batchLabels: Int32Array): Uint8Array {
    const { images, labels, imageShape } = this.#parts;
    const size = imageSize(imageShape);
    if (this.#gathered.length !== indices.length * size)
      this.#gathered = new Uint8Array(indices.length * size);
    const gathered = this.#gathered;
    for (let n = 0; n < indices.length; n++) {
      const index = indices[n]!;
      this.#checkIndex(index);
      batchLabels[n] = labels[index]!;
      gathered.set(images.subarray(index * size, (index + 1) * size), n * size);
    }
    return gathered;
  }

  #checkIndex(index: number): void {
    if (Number.isInteger(index) && index >= 0 && index < this.length) return;
    throw new RangeError(`expected the index of an image, 0 to ${this.length - 1}, got ${index}`);
  }
}

function checkParts({ images, labels, imageShape, classes }: ImageDatasetParts): void {
  if (imageShape.length !== 3 || !imageShape.every(size => Number.isInteger(size) && size > 0)) {
    throw new RangeError(`imageShape: expected [height, width, channels], got [${imageShape}]`);
  }
  const expected = labels.length * imageSize(imageShape);
  if (images.length !== expected) {
    throw new RangeError(
      `${labels.length} labels want ${expected} bytes of [${imageShape}] images, got ${images.length}`,
    );
  }
  const wrong = labels.findIndex(label => label >= classes.length);
  if (wrong >= 0) {
    throw new RangeError(
      `label ${wrong} is ${labels[wrong]}, but there are ${classes.length} classes, from 0 on`,
    );
  }
}
