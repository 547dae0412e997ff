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
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask), dilation = args.dilationHeight;
  // Output columns whose windows lie wholly inside the image's columns.
  const reach = (args.kernelWidth - 1) * args.dilationWidth, room = args.inWidth - 1 - reach + args.padLeft;
  const inside = min(args.outWidth, (args.padLeft + args.strideWidth - 1) / args.strideWidth);
  const insideEnd = room < 0 ? inside : max(inside, min(args.outWidth, room / args.strideWidth + 1));
  for (let index = first; index < last; index++) {
    const output = args.output + <usize>index * row, image = index / args.outHeight;
    const top = (index - image * args.outHeight) * args.strideHeight - args.padTop;
    const tap = top < 0 ? (dilation - 1 - top) / dilation : 0;
    const taps = max(0, min(args.kernelHeight, (args.inHeight - top + dilation - 1) / dilation) - tap);
    const from = args.input + (<usize>((image * args.inHeight + top + tap * dilation) * args.inWidth * args.inChannels) << 2);
    const weights = args.weights + (<usize>(tap * args.kernelWidth * channels) << 2);
    for (let c = 0; c < channels; c += 4) {
      if (args.multiplier == 1) convolveRow(args, from, weights, taps, inside, insideEnd, c, channels, output, false);
      else convolveRow(args, from, weights, taps, inside, insideEnd, c, channels, output, true);
    }
    if (args.activation) activate(output, args.outWidth * channels, args.activation);
  }
}

/**
 * One row of output for four channels from `c` on, by the `taps` rows of input from `from` on. `repeats`: whether
 * input channels have several filters each.
 */
// @ts-ignore: decorator
@inline
function convolveRow(
  args: DepthwiseConv2DArgs, from: usize, weights: usize, taps: i32, inside: i32, insideEnd: i32,
  c: i32, channels: i32, output: usize, repeats: bool,
): void {
  const pixel = <usize>args.inChannels << 2, outPixel = <usize>channels << 2, lanes = channels - c;
  const rowStep = <usize>(args.dilationHeight * args.inWidth) * pixel, weightRow = <usize>args.kernelWidth * outPixel;
  const tapStep = <usize>args.dilationWidth * pixel, width = args.outWidth, stride = args.strideWidth, kernelWidth = args.kernelWidth;
  const columnStep = <usize>stride * pixel, padLeft = args.padLeft, inWidth = args.inWidth, dilation = args.dilationWidth;
  const three = !repeats && kernelWidth == 3 && stride == 1 && dilation == 1;
  let o0: usize = 0, o1: usize = 0, o2: usize = 0, o3: usize = 0;
  if (repeats) {
    o0 = sourceOf(args, c); o1 = sourceOf(args, c + 1); o2 = sourceOf(args, c + 2); o3 = sourceOf(args, c + 3);
  } else from += <usize>c << 2;
  weights += <usize>c << 2;
  output += <usize>c << 2;
  const bias = args.bias ? v128.load(args.bias + (<usize>c << 2)) : f32x4.splat(0);
  for (let x = 0; x < width; ) {
    if (x < inside || x >= insideEnd || insideEnd - inside < 4) {
      let sum = bias, rows = from, weightRows = weights;
      for (let y = 0; y < taps; y++, rows += rowStep, weightRows += weightRow) {
        let column = x * stride - padLeft, weight = weightRows;
        for (let tap = 0; tap < kernelWidth; tap++, column += dilation, weight += outPixel) {
          if (column < 0 || column >= inWidth) continue;
          sum = madd(pick(rows + <usize>column * pixel, o0, o1, o2, o3, repeats), v128.load(weight), sum);
        }
      }
      storeLanes(output + <usize>x * outPixel, sum, lanes);
      x++;
      continue;
    }
    // The last four begin early where there are fewer left: to compute some twice costs less than one by one.
    x = min(x, insideEnd - 4);
    const to = output + <usize>x * outPixel;
    let rows = from + <usize>(x * stride - padLeft) * pixel, weightRows = weights;
    x += 4;
    if (three) {
      fourOfThree(rows, rowStep, pixel, taps, weights, weightRow, bias, to, outPixel, lanes);
      continue;
    }
    let s0 = bias, s1 = bias, s2 = bias, s3 = bias;
    for (let y = 0; y < taps; y++, rows += rowStep, weightRows += weightRow) {
      let at = rows, weight = weightRows;
      for (let tap = 0; tap < kernelWidth; tap++, at += tapStep, weight += outPixel) {
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
  }
}

/** Four windows three wide, side by side: they share six columns, so that 12 products take 9 loads in place of 15. */
// @ts-ignore: decorator
@inline
function fourOfThree(
  rows: usize, rowStep: usize, pixel: usize, taps: i32, weights: usize, weightRow: usize, bias: v128, to: usize, outPixel: usize, lanes: i32,
): void {
  let s0 = bias, s1 = bias, s2 = bias, s3 = bias;
  for (let y = 0; y < taps; y++, rows += rowStep, weights += weightRow) {
    const w0 = v128.load(weights), w1 = v128.load(weights + outPixel), w2 = v128.load(weights + 2 * outPixel);
    const middle = rows + 3 * pixel;
    const x0 = v128.load(rows), x1 = v128.load(rows + pixel), x2 = v128.load(rows + 2 * pixel);
    s0 = madd(x2, w2, madd(x1, w1, madd(x0, w0, s0)));
    const x3 = v128.load(middle);
    s1 = madd(x3, w2, madd(x2, w1, madd(x1, w0, s1)));
    const x4 = v128.load(middle + pixel);
    s2 = madd(x4, w2, madd(x3, w1, madd(x2, w0, s2)));
    s3 = madd(v128.load(middle + 2 * pixel), w2, madd(x4, w1, madd(x3, w0, s3)));
  }
  storeLanes(to, s0, lanes);
  storeLanes(to + outPixel, s1, lanes);
  storeLanes(to + 2 * outPixel, s2, lanes);
  storeLanes(to + 3 * outPixel, s3, lanes);
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
  const rows = args.dy + <usize>(image * args.outHeight) * outRow, back = <usize>stride * outPixel;
  const strideHeight = args.strideHeight, allWeights = args.weights;
  for (let x = args.padLeft; x < args.inWidth + args.padLeft; x++) {
    const begin = firstWindow(x, args.kernelWidth, stride), stop = min(args.outWidth, x / stride + 1);
    for (let c = 0; c < channels; c += 4, dx += 16) {
      const o0 = firstOutput(c, channels, multiplier), o1 = firstOutput(c + 1, channels, multiplier);
      const o2 = firstOutput(c + 2, channels, multiplier), o3 = firstOutput(c + 3, channels, multiplier);
      const offset = repeats ? 0 : <usize>c << 2;
      let sum = f32x4.splat(0);
      for (let r = top; r < end; r++) {
        let at = rows + <usize>r * outRow + <usize>begin * outPixel + offset;
        let weight = allWeights + <usize>(y - r * strideHeight) * weightRow + <usize>(x - begin * stride) * outPixel + offset;
        for (let q = begin; q < stop; q++, at += outPixel, weight -= back) {
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
function firstOutput(channel: i32, channels: i32, multiplier: i32): usize {
  return <usize>(min(channel, channels - 1) * multiplier) << 2;
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
