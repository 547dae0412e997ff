import type { TensorInfo } from '@tensorflow/tfjs-core';
import { share, shareChannels } from './tasks.js';

/** Attributes that all four ops share. The gradients' kernels of `cpu` leave halfPixelCenters out of account. */
interface ResizeAttributes {
  alignCorners: boolean;
  halfPixelCenters?: boolean;
}

/** The fields that all resizing kernels take; sizes are [height, width]. */
export function resizeFields(
  [, inHeight, inWidth, channels]: number[],
  [outHeight, outWidth]: number[],
  { alignCorners, halfPixelCenters = false }: ResizeAttributes,
) {
  return {
    inHeight,
    inWidth,
    outHeight,
    outWidth,
    channels,
    alignCorners: Number(alignCorners),
    halfPixels: Number(halfPixelCenters),
  };
}

/** Tasks of the forward kernels: runs of output rows. */
export function shareOutputRows(images: number, height: number, width: number, channels: number) {
  const rows = images * height;
  const { tasks, perTask } = share(rows, width * channels * 4);
  return { tasks, rows, rowsPerTask: perTask };
}

/** Tasks of the gradients: blocks of channels of an image. */
export function shareImages([images, , , channels]: number[]) {
  return shareChannels(images, channels);
}

export function isFilled({ shape }: TensorInfo): boolean {
  return shape.length === 4 && shape.every(size => size > 0);
}
