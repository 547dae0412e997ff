import { threadSlot } from '../parallel';
import { storeLanes } from '../vector';
import { panelVectors } from '../tile';
import { multiplyRows } from './matmul';

/**
 * The gradient of a convolution with respect to its input, for any stride and dilation: the gradients of all
 * windows as a matrix product, then for each input pixel the sum of the window elements that lay on it.
 * For stride 1 and many channels `conv2D` with flipped weights is faster; for few channels this one is, since it
 * computes nothing for the zeros around the gradient.
 * One task is an image.
 */
@unmanaged
export class Conv2DInputGradientArgs {
  dy: usize; // [images, outHeight, outWidth, outChannels]
  panels: usize; // weights as [outChannels, kernelHeight · kernelWidth · inChannels] in panels
  dx: usize; // out: [images, inHeight, inWidth, inChannels]
  scratch: usize; // a thread: outHeight · outWidth · (window floats rounded up to 4) floats
  scratchBytes: i32; // a thread
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  padTop: i32;
  padLeft: i32;
}

export function conv2DInputGradient(args: Conv2DInputGradientArgs, task: i32): void {
  const pixels = args.outHeight * args.outWidth, window = args.kernelHeight * args.kernelWidth * args.inChannels;
  const scratch = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes;
  const dyStride = <usize>args.outChannels << 2, vectors = (window + 3) >> 2, rowStride = <usize>vectors << 4;
  const dy = args.dy + <usize>(task * pixels) * dyStride;
  for (let v = 0; v < vectors; ) {
    const wide = panelVectors(vectors - v);
    const panel = args.panels + (<usize>((v << 2) * args.outChannels) << 2);
    multiplyRows(wide, pixels, dy, dyStride, args.outChannels, panel, 0, scratch + (<usize>v << 4), rowStride, 4, 0);
    v += wide;
  }
  gatherWindows(args, scratch, rowStride, args.dx + (<usize>(task * args.inHeight * args.inWidth) * <usize>args.inChannels << 2));
}

function gatherWindows(args: Conv2DInputGradientArgs, windows: usize, rowStride: usize, dx: usize): void {
  const channels = args.inChannels, pixel = <usize>channels << 2;
  const dense = args.strideHeight == 1 && args.strideWidth == 1 && args.dilationHeight == 1 && args.dilationWidth == 1;
  for (let y = 0; y < args.inHeight; y++) {
    for (let x = 0; x < args.inWidth; x++, dx += pixel) {
      let channel = 0;
      if (dense) {
        for (; channel + 4 < channels; channel += 8) gatherDense(2, args, windows, rowStride, y, x, channel, dx);
        if (channel < channels) gatherDense(1, args, windows, rowStride, y, x, channel, dx);
        continue;
      }
      for (; channel < channels; channel += 4) {
        storeLanes(dx + (<usize>channel << 2), gatherAny(args, windows, rowStride, y, x, channel), channels - channel);
      }
    }
  }
}

/**
 * Stride and dilation 1: the taps that lie on the pixel form a rectangle, walked without a test.
 * Two vectors of channels at once halve the cost of walking.
 */
// @ts-ignore: decorator
@inline
function gatherDense(VECTORS: i32, args: Conv2DInputGradientArgs, windows: usize, rowStride: usize, y: i32, x: i32, channel: i32, dx: usize): void {
  const top = y + args.padTop, left = x + args.padLeft, pixel = <usize>args.inChannels << 2;
  const firstRow = max(0, top - args.outHeight + 1), endRow = min(args.kernelHeight, top + 1);
  const firstColumn = max(0, left - args.outWidth + 1), endColumn = min(args.kernelWidth, left + 1);
  // One tap further is one output pixel back, one row of taps further one row of output pixels back.
  const tapStep = rowStride - pixel, rowStep = <usize>args.outWidth * rowStride - <usize>args.kernelWidth * pixel;
  let row = windows + <usize>((top - firstRow) * args.outWidth + left - firstColumn) * rowStride
    + <usize>(firstRow * args.kernelWidth + firstColumn) * pixel + (<usize>channel << 2);
  let sum = f32x4.splat(0), next = sum;
  for (let i = firstRow; i < endRow; i++, row -= rowStep) {
    let p = row;
    for (let j = firstColumn; j < endColumn; j++, p -= tapStep) {
      sum = f32x4.add(sum, v128.load(p));
      if (VECTORS > 1) next = f32x4.add(next, v128.load(p, 16));
    }
  }
  const to = dx + (<usize>channel << 2);
  if (VECTORS == 1) {
    storeLanes(to, sum, args.inChannels - channel);
    return;
  }
  v128.store(to, sum);
  storeLanes(to + 16, next, args.inChannels - channel - 4);
}

function gatherAny(args: Conv2DInputGradientArgs, windows: usize, rowStride: usize, y: i32, x: i32, channel: i32): v128 {
  const pixel = <usize>args.inChannels << 2;
  let sum = f32x4.splat(0);
  for (let i = 0; i < args.kernelHeight; i++) {
    const top = y + args.padTop - i * args.dilationHeight;
    if (top < 0 || top % args.strideHeight != 0 || top / args.strideHeight >= args.outHeight) continue;
    for (let j = 0; j < args.kernelWidth; j++) {
      const left = x + args.padLeft - j * args.dilationWidth;
      if (left < 0 || left % args.strideWidth != 0 || left / args.strideWidth >= args.outWidth) continue;
      const at = <usize>(top / args.strideHeight * args.outWidth + left / args.strideWidth) * rowStride;
      sum = f32x4.add(sum, v128.load(windows + at + <usize>(i * args.kernelWidth + j) * pixel + (<usize>channel << 2)));
    }
  }
  return sum;
}
