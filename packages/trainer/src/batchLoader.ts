/**
 * One batch of labelled images, as a data set hands it out: plain typed arrays, no tensors.
 * `DataLoader` of `@featuremap/datasets` gives these.
 */
export interface Batch {
  /** All pixels, image after image, each row-major with the channel last: `shape`'s product is its length. */
  readonly images: Float32Array;
  /** One class number for each image. */
  readonly labels: Int32Array;
  /** `[batch, height, width, channels]`; the first number is how many images this batch has. */
  readonly shape: readonly number[];
}

/**
 * What the trainer reads from: anything that can be iterated once per epoch and says how many batches that
 * will be. Every batch brings arrays of its own, never the last one's filled anew: engines may copy them late.
 */
export interface BatchLoader extends AsyncIterable<Batch> {
  /** Batches in one epoch. Progress is counted by it; how long an epoch is, the iteration itself decides. */
  readonly length: number;
}
