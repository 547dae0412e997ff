import { activate } from '../activation';
import { multiplyTile, panelVectors, tileRows } from '../tile';
import { copy, zero } from '../vector';

/**
 * A convolution, directly on [image, row, column, channel]: no matrix of windows is built. A window's row is
 * kernelWidth · channels floats that stand side by side, so a window is `kernelHeight` pieces of a dot product, and
 * six neighbouring output pixels share each load of the weights. Rows outside the image are left out of the sum;
 * columns outside it must stand in the input as zeros (see `padColumns`).
 * The same kernel computes a gradient with respect to the input, from padded gradients and flipped weights.
 * One task is a band of output rows of one image.
 */
@unmanaged
export class Conv2DArgs {
  input: usize;
  panels: usize; // weights [kernelHeight, kernelWidth · inChannels, outChannels] in panels
  bias: usize; // [outChannels], or 0
  output: usize; // out: [images, outHeight, outWidth, outChannels]
  inHeight: i32;
  inputImageStride: i32; // bytes
  inputRowStride: i32; // bytes
  inputPixelStride: i32; // bytes from one output pixel's window to the next
  kernelHeight: i32;
  windowFloats: i32; // kernelWidth · inChannels
  strideHeight: i32;
  dilationHeight: i32;
  padTop: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  rowsPerTask: i32;
  tasksPerImage: i32;
  activation: i32;
}

export function conv2D(args: Conv2DArgs, task: i32): void {
  const image = task / args.tasksPerImage, firstRow = (task % args.tasksPerImage) * args.rowsPerTask;
  const lastRow = min(firstRow + args.rowsPerTask, args.outHeight);
  const channels = args.outChannels, width = args.outWidth, depth = args.kernelHeight * args.windowFloats;
  const pixel = <usize>channels << 2, row = <usize>width * pixel;
  const input = args.input + <usize>image * <usize>args.inputImageStride;
  const output = args.output + <usize>(image * args.outHeight) * row;
  const vectors = (channels + 3) >> 2;
  for (let v = 0; v < vectors; ) {
    const wide = panelVectors(vectors - v), channel = v << 2, lanes = channels - channel - ((wide - 1) << 2);
    const panel = args.panels + (<usize>(channel * depth) << 2);
    const bias = args.bias ? args.bias + (<usize>channel << 2) : 0;
    for (let y = firstRow; y < lastRow; y++) convolveRow(args, y, wide, input, panel, bias, output + <usize>y * row + (<usize>channel << 2), lanes);
    v += wide;
  }
  if (args.activation) activate(output + <usize>firstRow * row, (lastRow - firstRow) * width * channels, args.activation);
}

function convolveRow(args: Conv2DArgs, y: i32, wide: i32, input: usize, panel: usize, bias: usize, output: usize, lanes: i32): void {
  const top = y * args.strideHeight - args.padTop, dilation = args.dilationHeight;
  const first = top < 0 ? (dilation - 1 - top) / dilation : 0;
  const end = min(args.kernelHeight, (args.inHeight - top + dilation - 1) / dilation);
  const rowStride = <usize>args.inputRowStride, pixelStride = <usize>args.inputPixelStride, outStride = <usize>args.outChannels << 2;
  let a = input + <usize>(top + first * dilation) * rowStride, c = output;
  const weights = panel + <usize>(first * args.windowFloats * wide) * 16;
  const pieces = max(0, end - first);
  const tiles = (args.outWidth + tileRows(wide) - 1) / tileRows(wide), height = args.outWidth / tiles, taller = args.outWidth - height * tiles;
  for (let tile = 0; tile < tiles; tile++) {
    const n = height + (tile < taller ? 1 : 0);
    multiplyTile(wide, n, a, pixelStride, pieces, <usize>dilation * rowStride, args.windowFloats, weights, bias, c, outStride, lanes, 0);
    a += <usize>n * pixelStride;
    c += <usize>n * outStride;
  }
}

/**
 * Lays rows out so that each window's row stands side by side and columns outside the image are zeros.
 * With `taps` 1 it puts zeros around each row: [images · height, left + width + right, channels]. With more it
 * copies each tap of each output column, for windows with gaps (dilation): [images · height, columns, taps, channels].
 * One task is a number of rows.
 */
@unmanaged
export class PadColumnsArgs {
  input: usize; // [rows, width, channels]
  output: usize; // out: [rows, columns, taps, channels]
  rows: i32;
  rowsPerTask: i32;
  width: i32;
  channels: i32;
  columns: i32;
  stride: i32; // input columns from one output column to the next
  taps: i32;
  dilation: i32; // input columns from one tap to the next
  padLeft: i32;
}

export function padColumns(args: PadColumnsArgs, task: i32): void {
  const pixel = <usize>args.channels << 2, width = args.width;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  const outRow = <usize>(args.columns * args.taps) * pixel;
  for (let row = first; row < last; row++) {
    const from = args.input + <usize>row * <usize>width * pixel;
    let to = args.output + <usize>row * outRow;
    if (args.taps == 1 && args.stride == 1) {
      const left = <usize>args.padLeft * pixel, middle = <usize>width * pixel;
      zero(to, left);
      copy(to + left, from, middle);
      zero(to + left + middle, outRow - left - middle);
      continue;
    }
    for (let x = 0; x < args.columns; x++) {
      for (let tap = 0; tap < args.taps; tap++, to += pixel) {
        const at = x * args.stride - args.padLeft + tap * args.dilation;
        if (at < 0 || at >= width) zero(to, pixel);
        else copy(to, from + <usize>at * pixel, pixel);
      }
    }
  }
}
