/** Shape of one image: `[height, width, channels]`. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/** Number of elements of one image. */
export function imageSize([height, width, channels]: ImageShape): number {
  return height * width * channels;
}
