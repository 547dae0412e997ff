/** The window of a convolution or pooling layer along one axis, in pixels. */
export interface Window {
  window: number;
  /** Default 1. */
  stride?: number;
  /** Zeros on each side. Default 0. */
  padding?: number;
}

/** ⌊(size + 2·padding − window) / stride⌋ + 1: the lecture's formula for height and width, pooling included. */
export function outputSize(size: number, { window, stride = 1, padding = 0 }: Window): number {
  return Math.floor((size + 2 * padding - window) / stride) + 1;
}
