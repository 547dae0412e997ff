/** Several images with their labels; what `ImageDataset.batch` and a `DataLoader` over it give. */
export interface Batch {
  /** All images, one after another, channels last. */
  readonly images: Float32Array;
  /** One label per image. */
  readonly labels: Int32Array;
  /** Shape of `images`: `[batch, height, width, channels]`. */
  readonly shape: [batch: number, height: number, width: number, channels: number];
}
