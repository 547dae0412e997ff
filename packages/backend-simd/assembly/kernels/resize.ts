import { copy, madd, storeLanes, zero } from '../vector';

/**
 * Resizing of images [image, row, column, channel]. Positions are computed in double precision, as in JavaScript:
 * in single precision some would fall on another pixel.
 */

/** Pixels of the input for one of the output, along one axis. */
// @ts-ignore: decorator
@inline
function ratioOf(inSize: i32, outSize: i32, alignCorners: i32): f64 {
  return alignCorners && outSize > 1 ? <f64>(inSize - 1) / <f64>(outSize - 1) : <f64>inSize / <f64>outSize;
}

/** Where an output pixel lies in the input, by pixels' corners or by their centres. */
// @ts-ignore: decorator
@inline
function placeOf(index: i32, ratio: f64, halfPixels: i32): f64 {
  return halfPixels ? ratio * (<f64>index + 0.5) - 0.5 : ratio * <f64>index;
}

/** The input pixel nearest to an output pixel. */
// @ts-ignore: decorator
@inline
function nearestOf(index: i32, ratio: f64, inSize: i32, alignCorners: i32, halfPixels: i32): i32 {
  const place = ratio * (halfPixels ? <f64>index + 0.5 : <f64>index);
  return min(inSize - 1, <i32>floor(alignCorners ? place + 0.5 : place));
}

/** Each output pixel is interpolated between the four around its place. A task is a run of rows of the output. */
@unmanaged
export class ResizeBilinearArgs {
  input: usize;
  output: usize; // out: [images, outHeight, outWidth, channels]
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  channels: i32;
  alignCorners: i32;
  halfPixels: i32;
  rows: i32; // images · outHeight
  rowsPerTask: i32;
}

export function resizeBilinear(args: ResizeBilinearArgs, task: i32): void {
  const pixel = <usize>args.channels << 2, row = <usize>args.inWidth * pixel;
  const down = ratioOf(args.inHeight, args.outHeight, args.alignCorners), across = ratioOf(args.inWidth, args.outWidth, args.alignCorners);
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  let to = args.output + <usize>(first * args.outWidth) * pixel;
  for (let index = first; index < last; index++) {
    const image = index / args.outHeight, y = placeOf(index - image * args.outHeight, down, args.halfPixels);
    const top = max(0, <i32>floor(y)), bottom = min(args.inHeight - 1, <i32>ceil(y));
    const weightDown = f32x4.splat(<f32>(y - <f64>top));
    const above = args.input + <usize>(image * args.inHeight + top) * row;
    const below = args.input + <usize>(image * args.inHeight + bottom) * row;
    for (let column = 0; column < args.outWidth; column++, to += pixel) {
      const x = placeOf(column, across, args.halfPixels);
      const left = max(0, <i32>floor(x)), right = min(args.inWidth - 1, <i32>ceil(x));
      const weightAcross = f32x4.splat(<f32>(x - <f64>left));
      const l = <usize>left * pixel, r = <usize>right * pixel;
      for (let c = args.channels, at: usize = 0; c > 0; c -= 4, at += 16) {
        const upper = between(v128.load(above + l + at), v128.load(above + r + at), weightAcross);
        const lower = between(v128.load(below + l + at), v128.load(below + r + at), weightAcross);
        storeLanes(to + at, between(upper, lower, weightDown), c);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function between(a: v128, b: v128, weight: v128): v128 {
  return madd(f32x4.sub(b, a), weight, a);
}

/**
 * Each gradient is added to the four pixels that its output was interpolated between, by their weights.
 * One task is a block of channels of an image, since neighbours add to the same pixels.
 */
@unmanaged
export class ResizeBilinearGradientArgs {
  dy: usize; // [images, outHeight, outWidth, channels]
  dx: usize; // out: [images, inHeight, inWidth, channels]
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  channels: i32;
  alignCorners: i32;
  halfPixels: i32;
  channelsPerTask: i32;
  tasksPerImage: i32;
}

export function resizeBilinearGradient(args: ResizeBilinearGradientArgs, task: i32): void {
  const image = task / args.tasksPerImage, channel = (task - image * args.tasksPerImage) * args.channelsPerTask;
  const channels = min(args.channelsPerTask, args.channels - channel), offset = <usize>channel << 2;
  const pixel = <usize>args.channels << 2, row = <usize>args.inWidth * pixel;
  const dx = args.dx + <usize>(image * args.inHeight) * row + offset;
  let dy = args.dy + <usize>(image * args.outHeight * args.outWidth) * pixel + offset;
  clearChannels(dx, args.inHeight * args.inWidth, pixel, channels);
  const down = ratioOf(args.inHeight, args.outHeight, args.alignCorners), across = ratioOf(args.inWidth, args.outWidth, args.alignCorners);
  for (let index = 0; index < args.outHeight; index++) {
    const y = placeOf(index, down, args.halfPixels);
    const top = max(0, <i32>floor(y)), bottom = min(args.inHeight - 1, <i32>ceil(y)), weightDown = y - <f64>top;
    for (let column = 0; column < args.outWidth; column++, dy += pixel) {
      const x = placeOf(column, across, args.halfPixels);
      const left = max(0, <i32>floor(x)), right = min(args.inWidth - 1, <i32>ceil(x)), weightAcross = x - <f64>left;
      const above = dx + <usize>top * row, below = dx + <usize>bottom * row;
      const l = <usize>left * pixel, r = <usize>right * pixel;
      // One after the other, since some of the four may be the same pixel.
      addScaled(above + l, dy, (1 - weightDown) * (1 - weightAcross), channels);
      addScaled(above + r, dy, (1 - weightDown) * weightAcross, channels);
      addScaled(below + l, dy, weightDown * (1 - weightAcross), channels);
      addScaled(below + r, dy, weightDown * weightAcross, channels);
    }
  }
}

/** Clears some channels of `pixels` pixels. */
function clearChannels(to: usize, pixels: i32, pixel: usize, channels: i32): void {
  const bytes = <usize>channels << 2;
  if (bytes == pixel) zero(to, <usize>pixels * pixel);
  else for (let i = 0; i < pixels; i++, to += pixel) zero(to, bytes);
}

// @ts-ignore: decorator
@inline
function addScaled(to: usize, from: usize, factor: f64, channels: i32): void {
  const scale = f32x4.splat(<f32>factor);
  for (let c = channels, at: usize = 0; c > 0; c -= 4, at += 16) {
    storeLanes(to + at, madd(v128.load(from + at), scale, v128.load(to + at)), c);
  }
}

/** Each output pixel is a copy of the one nearest to its place. A task is a run of rows of the output. */
@unmanaged
export class ResizeNearestArgs {
  input: usize;
  output: usize; // out: [images, outHeight, outWidth, channels]
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  channels: i32;
  alignCorners: i32;
  halfPixels: i32;
  rows: i32; // images · outHeight
  rowsPerTask: i32;
}

export function resizeNearest(args: ResizeNearestArgs, task: i32): void {
  const pixel = <usize>args.channels << 2, row = <usize>args.inWidth * pixel, align = args.alignCorners;
  const down = ratioOf(args.inHeight, args.outHeight, align), across = ratioOf(args.inWidth, args.outWidth, align);
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  let to = args.output + <usize>(first * args.outWidth) * pixel;
  for (let index = first; index < last; index++) {
    const image = index / args.outHeight;
    const y = nearestOf(index - image * args.outHeight, down, args.inHeight, align, args.halfPixels);
    const from = args.input + <usize>(image * args.inHeight + y) * row;
    for (let column = 0; column < args.outWidth; column++, to += pixel) {
      copy(to, from + <usize>nearestOf(column, across, args.inWidth, align, args.halfPixels) * pixel, pixel);
    }
  }
}

/** Each pixel gets the sum of the gradients of its copies. Tasks are as in `resizeBilinearGradient`. */
@unmanaged
export class ResizeNearestGradientArgs {
  dy: usize; // [images, outHeight, outWidth, channels]
  dx: usize; // out: [images, inHeight, inWidth, channels]
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  channels: i32;
  alignCorners: i32;
  halfPixels: i32;
  channelsPerTask: i32;
  tasksPerImage: i32;
}

export function resizeNearestGradient(args: ResizeNearestGradientArgs, task: i32): void {
  const image = task / args.tasksPerImage, channel = (task - image * args.tasksPerImage) * args.channelsPerTask;
  const channels = min(args.channelsPerTask, args.channels - channel), offset = <usize>channel << 2, align = args.alignCorners;
  const pixel = <usize>args.channels << 2, row = <usize>args.inWidth * pixel;
  const dx = args.dx + <usize>(image * args.inHeight) * row + offset;
  let dy = args.dy + <usize>(image * args.outHeight * args.outWidth) * pixel + offset;
  clearChannels(dx, args.inHeight * args.inWidth, pixel, channels);
  const down = ratioOf(args.inHeight, args.outHeight, align), across = ratioOf(args.inWidth, args.outWidth, align);
  for (let index = 0; index < args.outHeight; index++) {
    const rows = dx + <usize>nearestOf(index, down, args.inHeight, align, args.halfPixels) * row;
    for (let column = 0; column < args.outWidth; column++, dy += pixel) {
      const to = rows + <usize>nearestOf(column, across, args.inWidth, align, args.halfPixels) * pixel;
      for (let c = channels, at: usize = 0; c > 0; c -= 4, at += 16) {
        storeLanes(to + at, f32x4.add(v128.load(to + at), v128.load(dy + at)), c);
      }
    }
  }
}
