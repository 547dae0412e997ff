import { activate } from '../activation';
import { madd, storeLanes, zero } from '../vector';

/**
 * Depthwise convolution: each input channel has `multiplier` filters of its own, so that output channel c comes from
 * input channel c / multiplier alone. Images are [image, row, column, channel], weights
 * [kernelHeight, kernelWidth, outChannels]; four output channels at a time.
 */

/**
 * Four output columns share each load of the weights. A task is a run of rows, counted through the whole batch.
 */
@unmanaged
export class DepthwiseConv2DArgs {
  input: usize;
  weights: usize;
  bias: usize; // [outChannels], or 0
  output: usize; // out: [images, outHeight, outWidth, outChannels]
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  multiplier: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  dilationHeight: i32;
  dilationWidth: i32;
  padTop: i32;
  padLeft: i32;
  activation: i32;
  rows: i32; // images · outHeight
  rowsPerTask: i32;
}

export function depthwiseConv2D(args: DepthwiseConv2DArgs, task: i32): void {
  const channels = args.inChannels * args.multiplier, row = <usize>(args.outWidth * channels) << 2;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  for (let index = first; index < last; index++) {
    const output = args.output + <usize>index * row;
    for (let c = 0; c < channels; c += 4) {
      if (args.multiplier == 1) convolveRow(args, index, c, channels, output, false);
      else convolveRow(args, index, c, channels, output, true);
    }
    if (args.activation) activate(output, args.outWidth * channels, args.activation);
  }
}

/** One row of output for four channels from `c` on. `repeats`: whether input channels have several filters each. */
// @ts-ignore: decorator
@inline
function convolveRow(args: DepthwiseConv2DArgs, index: i32, c: i32, channels: i32, output: usize, repeats: bool): void {
  const image = index / args.outHeight, dilation = args.dilationHeight;
  const top = (index - image * args.outHeight) * args.strideHeight - args.padTop;
  const firstTap = top < 0 ? (dilation - 1 - top) / dilation : 0;
  const endTap = min(args.kernelHeight, (args.inHeight - top + dilation - 1) / dilation);
  const pixel = <usize>args.inChannels << 2, row = <usize>args.inWidth * pixel;
  const weightRow = <usize>(args.kernelWidth * channels) << 2, tapStep = <usize>args.dilationWidth * pixel;
  const from = args.input + <usize>(image * args.inHeight + top + firstTap * dilation) * row + (repeats ? 0 : <usize>c << 2);
  const weights = args.weights + <usize>firstTap * weightRow + (<usize>c << 2);
  const taps = max(0, endTap - firstTap), rowStep = <usize>dilation * row;
  const o0 = sourceOf(args, c), o1 = sourceOf(args, c + 1), o2 = sourceOf(args, c + 2), o3 = sourceOf(args, c + 3);
  const bias = args.bias ? v128.load(args.bias + (<usize>c << 2)) : f32x4.splat(0);
  const reach = (args.kernelWidth - 1) * args.dilationWidth, columnStep = <usize>args.strideWidth * pixel;
  const outPixel = <usize>channels << 2, lanes = channels - c;
  let to = output + (<usize>c << 2);
  for (let x = 0, left = -args.padLeft; x < args.outWidth; ) {
    // Four windows that lie wholly inside the image's columns.
    if (x + 4 <= args.outWidth && left >= 0 && left + 3 * args.strideWidth + reach < args.inWidth) {
      let s0 = bias, s1 = bias, s2 = bias, s3 = bias;
      let rows = from + <usize>left * pixel, weightRows = weights;
      for (let y = 0; y < taps; y++, rows += rowStep, weightRows += weightRow) {
        let at = rows, weight = weightRows;
        for (let tap = 0; tap < args.kernelWidth; tap++, at += tapStep, weight += outPixel) {
          const w = v128.load(weight), at2 = at + columnStep + columnStep;
          s0 = madd(pick(at, o0, o1, o2, o3, repeats), w, s0);
          s1 = madd(pick(at + columnStep, o0, o1, o2, o3, repeats), w, s1);
          s2 = madd(pick(at2, o0, o1, o2, o3, repeats), w, s2);
          s3 = madd(pick(at2 + columnStep, o0, o1, o2, o3, repeats), w, s3);
        }
      }
      storeLanes(to, s0, lanes);
      storeLanes(to + outPixel, s1, lanes);
      storeLanes(to + 2 * outPixel, s2, lanes);
      storeLanes(to + 3 * outPixel, s3, lanes);
      x += 4;
      left += 4 * args.strideWidth;
      to += 4 * outPixel;
    } else {
      let sum = bias, rows = from, weightRows = weights;
      for (let y = 0; y < taps; y++, rows += rowStep, weightRows += weightRow) {
        let column = left, weight = weightRows;
        for (let tap = 0; tap < args.kernelWidth; tap++, column += args.dilationWidth, weight += outPixel) {
          if (column < 0 || column >= args.inWidth) continue;
          sum = madd(pick(rows + <usize>column * pixel, o0, o1, o2, o3, repeats), v128.load(weight), sum);
        }
      }
      storeLanes(to, sum, lanes);
      x++;
      left += args.strideWidth;
      to += outPixel;
    }
  }
}

/** Byte offset of the input channel that an output channel comes from; the last one's beyond the end. */
// @ts-ignore: decorator
@inline
function sourceOf(args: DepthwiseConv2DArgs, channel: i32): usize {
  return <usize>min(channel / args.multiplier, args.inChannels - 1) << 2;
}

/** Four neighbours, or the floats at four offsets. */
// @ts-ignore: decorator
@inline
function pick(at: usize, o0: usize, o1: usize, o2: usize, o3: usize, scattered: bool): v128 {
  if (!scattered) return v128.load(at);
  const two = v128.load32_lane(at + o1, v128.load32_splat(at + o0), 1);
  return v128.load32_lane(at + o3, v128.load32_lane(at + o2, two, 2), 3);
}

/**
 * The gradient with respect to the input: each pixel gathers from the output pixels whose windows it lies in. Without
 * dilation, as TF.js has it. Tasks are runs of rows of dx.
 */
@unmanaged
export class DepthwiseInputGradientArgs {
  dy: usize; // [images, outHeight, outWidth, outChannels]
  weights: usize;
  dx: usize; // out: [images, inHeight, inWidth, inChannels]
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  multiplier: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  rows: i32; // images · inHeight
  rowsPerTask: i32;
}

export function depthwiseInputGradient(args: DepthwiseInputGradientArgs, task: i32): void {
  const row = <usize>(args.inWidth * args.inChannels) << 2;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  for (let index = first; index < last; index++) {
    const image = index / args.inHeight, y = index - image * args.inHeight + args.padTop;
    const top = firstWindow(y, args.kernelHeight, args.strideHeight), end = min(args.outHeight, y / args.strideHeight + 1);
    const dx = args.dx + <usize>index * row;
    if (args.multiplier == 1) gatherRow(args, image, y, top, end, dx, false);
    else gatherRow(args, image, y, top, end, dx, true);
  }
}

/** The first window of that size and stride that reaches `position`, counted from the first window's start. */
// @ts-ignore: decorator
@inline
function firstWindow(position: i32, size: i32, stride: i32): i32 {
  return position < size ? 0 : (position - size + stride) / stride;
}

// @ts-ignore: decorator
@inline
function gatherRow(args: DepthwiseInputGradientArgs, image: i32, y: i32, top: i32, end: i32, dx: usize, repeats: bool): void {
  const channels = args.inChannels, multiplier = args.multiplier;
  const outPixel = <usize>(channels * multiplier) << 2, outRow = <usize>args.outWidth * outPixel;
  const weightRow = <usize>args.kernelWidth * outPixel, stride = args.strideWidth;
  const rows = args.dy + <usize>(image * args.outHeight) * outRow;
  for (let x = args.padLeft; x < args.inWidth + args.padLeft; x++) {
    const begin = firstWindow(x, args.kernelWidth, stride), stop = min(args.outWidth, x / stride + 1);
    for (let c = 0; c < channels; c += 4, dx += 16) {
      const o0 = firstOutput(args, c), o1 = firstOutput(args, c + 1), o2 = firstOutput(args, c + 2), o3 = firstOutput(args, c + 3);
      const offset = repeats ? 0 : <usize>c << 2;
      let sum = f32x4.splat(0);
      for (let r = top; r < end; r++) {
        let at = rows + <usize>r * outRow + <usize>begin * outPixel + offset;
        let weight = args.weights + <usize>(y - r * args.strideHeight) * weightRow + <usize>(x - begin * stride) * outPixel + offset;
        for (let q = begin; q < stop; q++, at += outPixel, weight -= <usize>stride * outPixel) {
          sum = madd(pick(at, o0, o1, o2, o3, repeats), pick(weight, o0, o1, o2, o3, repeats), sum);
          if (repeats) for (let j: usize = 1; j < <usize>multiplier; j++) {
            const a = at + (j << 2), w = weight + (j << 2);
            sum = madd(pick(a, o0, o1, o2, o3, true), pick(w, o0, o1, o2, o3, true), sum);
          }
        }
      }
      storeLanes(dx, sum, channels - c);
    }
    dx -= <usize>(((channels + 3) & ~3) - channels) << 2;
  }
}

/** Byte offset of the first output channel that an input channel goes to; the last one's beyond the end. */
// @ts-ignore: decorator
@inline
function firstOutput(args: DepthwiseInputGradientArgs, channel: i32): usize {
  return <usize>(min(channel, args.inChannels - 1) * args.multiplier) << 2;
}

/**
 * The gradient with respect to the weights: for each tap the sum over all output pixels of the input under it times
 * the output's gradient. Without dilation, as TF.js has it. One task is a fixed slice of the rows of dy, with sums
 * of its own, which `addSlices` adds up in order.
 */
@unmanaged
export class DepthwiseFilterGradientArgs {
  input: usize;
  dy: usize; // [images, outHeight, outWidth, outChannels]
  sums: usize; // out: [slices, kernelHeight · kernelWidth, outChannels rounded up to 4]
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  multiplier: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  rows: i32; // images · outHeight
  rowsPerSlice: i32;
}

export function depthwiseFilterGradient(args: DepthwiseFilterGradientArgs, task: i32): void {
  const channels = args.inChannels * args.multiplier, wide = <usize>((channels + 3) & ~3) << 2;
  const sums = args.sums + <usize>(task * args.kernelHeight * args.kernelWidth) * wide;
  zero(sums, <usize>(args.kernelHeight * args.kernelWidth) * wide);
  const first = task * args.rowsPerSlice, last = min(args.rows, first + args.rowsPerSlice);
  for (let index = first; index < last; index++) {
    const image = index / args.outHeight, top = (index - image * args.outHeight) * args.strideHeight - args.padTop;
    const dy = args.dy + (<usize>(index * args.outWidth) * <usize>channels << 2);
    for (let tap = max(0, -top); tap < min(args.kernelHeight, args.inHeight - top); tap++) {
      const input = args.input + (<usize>((image * args.inHeight + top + tap) * args.inWidth) * <usize>args.inChannels << 2);
      for (let kx = 0; kx < args.kernelWidth; kx++) {
        addRow(args, input, dy, sums + <usize>(tap * args.kernelWidth + kx) * wide, kx - args.padLeft, channels);
      }
    }
  }
}

/** Adds one row's products for one tap: `shift` is where the tap lies for the first output column. */
function addRow(args: DepthwiseFilterGradientArgs, input: usize, dy: usize, sums: usize, shift: i32, channels: i32): void {
  const stride = args.strideWidth, pixel = <usize>args.inChannels << 2, outPixel = <usize>channels << 2;
  const first = shift < 0 ? (stride - 1 - shift) / stride : 0;
  const end = min(args.outWidth, args.inWidth > shift ? (args.inWidth - shift + stride - 1) / stride : 0);
  const count = end - first, step = <usize>stride * pixel;
  const from = input + <usize>(first * stride + shift) * pixel, gradient = dy + <usize>first * outPixel;
  let c = 0;
  if (args.multiplier == 1) for (; c + 16 <= channels; c += 16) {
    const offset = <usize>c << 2, to = sums + offset;
    let s0 = v128.load(to), s1 = v128.load(to, 16), s2 = v128.load(to, 32), s3 = v128.load(to, 48);
    let a = from + offset, b = gradient + offset;
    for (let i = 0; i < count; i++, a += step, b += outPixel) {
      s0 = madd(v128.load(a), v128.load(b), s0);
      s1 = madd(v128.load(a, 16), v128.load(b, 16), s1);
      s2 = madd(v128.load(a, 32), v128.load(b, 32), s2);
      s3 = madd(v128.load(a, 48), v128.load(b, 48), s3);
    }
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
  }
  for (; c < channels; c += 4) {
    const to = sums + (<usize>c << 2);
    const m = args.multiplier, most = args.inChannels - 1;
    const o0 = <usize>(c / m) << 2, o1 = <usize>min((c + 1) / m, most) << 2;
    const o2 = <usize>min((c + 2) / m, most) << 2, o3 = <usize>min((c + 3) / m, most) << 2;
    let sum = v128.load(to), a = from, b = gradient + (<usize>c << 2);
    for (let i = 0; i < count; i++, a += step, b += outPixel) sum = madd(pick(a, o0, o1, o2, o3, true), v128.load(b), sum);
    v128.store(to, sum);
  }
}
