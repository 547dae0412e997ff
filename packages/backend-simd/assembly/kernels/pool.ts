import { storeLanes, zero } from '../vector';

/**
 * Pooling on [image, row, column, channel], four channels at a time. Tasks are runs of rows, counted through the
 * whole batch, so that one image alone uses all threads too.
 */

const LOWEST: usize = memory.data<f32>([-Infinity], 16);

/** The largest value of each window; NaN is never the largest. A window that lies in the padding gives -Infinity. */
@unmanaged
export class MaxPoolArgs {
  input: usize;
  output: usize; // out: [images, outHeight, outWidth, channels]
  channels: i32;
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  rows: i32; // images · outHeight
  rowsPerTask: i32;
}

export function maxPool(args: MaxPoolArgs, task: i32): void {
  const channels = args.channels, pixel = <usize>channels << 2, row = <usize>args.inWidth * pixel;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  let to = args.output + <usize>(first * args.outWidth) * pixel;
  for (let index = first; index < last; index++) {
    const image = index / args.outHeight, corner = (index - image * args.outHeight) * args.strideHeight - args.padTop;
    const top = max(0, corner), height = min(args.inHeight, corner + args.kernelHeight) - top;
    const rows = args.input + <usize>(image * args.inHeight + top) * row;
    for (let x = 0, left = -args.padLeft; x < args.outWidth; x++, left += args.strideWidth, to += pixel) {
      const begin = max(0, left), width = min(args.inWidth, left + args.kernelWidth) - begin;
      const from = rows + <usize>begin * pixel;
      if (height == 2 && width == 2) largestOf2x2(from, row, pixel, channels, to);
      else if (height == 3 && width == 3) largestOf3x3(from, row, pixel, channels, to);
      else largest(from, row, pixel, channels, height, width, to);
    }
  }
}

// @ts-ignore: decorator
@inline
function largestOf2x2(from: usize, row: usize, pixel: usize, channels: i32, to: usize): void {
  const below = from + row;
  for (let c = 0, at: usize = 0; c < channels; c += 4, at += 16) {
    storeLanes(to + at, max4(from + at, pixel, below + at), channels - c);
  }
}

/** pmax(a, b) is a < b ? b : a: the first of equals stays, and NaN never replaces a number. */
// @ts-ignore: decorator
@inline
function max4(above: usize, pixel: usize, below: usize): v128 {
  const first = f32x4.pmax(v128.load32_splat(LOWEST), v128.load(above));
  return f32x4.pmax(f32x4.pmax(f32x4.pmax(first, v128.load(above + pixel)), v128.load(below)), v128.load(below + pixel));
}

// @ts-ignore: decorator
@inline
function max3(highest: v128, from: usize, pixel: usize): v128 {
  const first = f32x4.pmax(highest, v128.load(from));
  return f32x4.pmax(f32x4.pmax(first, v128.load(from + pixel)), v128.load(from + pixel + pixel));
}

// @ts-ignore: decorator
@inline
function largestOf3x3(from: usize, row: usize, pixel: usize, channels: i32, to: usize): void {
  for (let c = 0, at = from; c < channels; c += 4, at += 16, to += 16) {
    const top = max3(v128.load32_splat(LOWEST), at, pixel);
    storeLanes(to, max3(max3(top, at + row, pixel), at + row + row, pixel), channels - c);
  }
}

function largest(from: usize, row: usize, pixel: usize, channels: i32, height: i32, width: i32, to: usize): void {
  for (let c = 0; c < channels; c += 4, from += 16, to += 16) {
    storeLanes(to, largestOf(from, row, pixel, height, width), channels - c);
  }
}

// @ts-ignore: decorator
@inline
function largestOf(from: usize, row: usize, pixel: usize, height: i32, width: i32): v128 {
  let highest = v128.load32_splat(LOWEST);
  for (let y = 0; y < height; y++, from += row) {
    for (let x = 0, at = from; x < width; x++, at += pixel) highest = f32x4.pmax(highest, v128.load(at));
  }
  return highest;
}

/**
 * Hands each output's gradient to the first of the largest values of its window, by rows then columns; to none
 * where no value of the window is above -Infinity. The largest is found anew while the window is in registers or in
 * the first-level cache, which costs less than reading the output.
 * One task is a block of channels of an image, since windows that overlap add to the same pixels.
 */
@unmanaged
export class MaxPoolGradientArgs {
  input: usize;
  dy: usize; // [images, outHeight, outWidth, channels]
  dx: usize; // out: [images, inHeight, inWidth, channels]
  channels: i32;
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  channelsPerTask: i32; // a multiple of 4 where it is not all of them
  tasksPerImage: i32;
}

export function maxPoolGradient(args: MaxPoolGradientArgs, task: i32): void {
  const image = task / args.tasksPerImage, channel = (task - image * args.tasksPerImage) * args.channelsPerTask;
  const channels = min(args.channelsPerTask, args.channels - channel);
  const pixel = <usize>args.channels << 2, row = <usize>args.inWidth * pixel, offset = <usize>channel << 2;
  const input = args.input + <usize>(image * args.inHeight) * row + offset;
  const dx = args.dx + <usize>(image * args.inHeight) * row + offset;
  let dy = args.dy + <usize>(image * args.outHeight * args.outWidth) * pixel + offset;
  let cleared = 0;
  for (let y = 0, corner = -args.padTop; y < args.outHeight; y++, corner += args.strideHeight) {
    const top = max(0, corner), bottom = min(args.inHeight, corner + args.kernelHeight), height = bottom - top;
    // Rows are cleared just before they are added to, while they stay in cache.
    cleared = clearRows(args, dx, channels, cleared, bottom);
    const above = <usize>top * row;
    for (let x = 0, left = -args.padLeft; x < args.outWidth; x++, left += args.strideWidth, dy += pixel) {
      const begin = max(0, left), width = min(args.inWidth, left + args.kernelWidth) - begin;
      const at = above + <usize>begin * pixel;
      if (height == 3 && width == 3) giveToLargestOf3x3(input + at, dy, dx + at, row, pixel, channels);
      else giveToLargest(input + at, dy, dx + at, row, pixel, channels, height, width);
    }
  }
  clearRows(args, dx, channels, cleared, args.inHeight);
}

/** Clears the rows from `first` to `end` of these channels and returns the first row that is still unclear. */
function clearRows(args: MaxPoolGradientArgs, dx: usize, channels: i32, first: i32, end: i32): i32 {
  if (end <= first) return first;
  const pixel = <usize>args.channels << 2, bytes = <usize>channels << 2;
  const pixels = <usize>((end - first) * args.inWidth);
  let to = dx + <usize>(first * args.inWidth) * pixel;
  if (bytes == pixel) zero(to, pixels * pixel);
  else for (let i: usize = 0; i < pixels; i++, to += pixel) zero(to, bytes);
  return end;
}

function giveToLargest(
  input: usize, dy: usize, dx: usize, row: usize, pixel: usize, channels: i32, height: i32, width: i32,
): void {
  for (let c = channels; c > 0; c -= 4, input += 16, dy += 16, dx += 16) {
    const highest = largestOf(input, row, pixel, height, width);
    let left = v128.and(v128.load(dy), f32x4.gt(highest, v128.load32_splat(LOWEST)));
    let at: usize = 0;
    for (let y = 0; y < height; y++, at += row) {
      for (let x = 0, here = at; x < width; x++, here += pixel) {
        left = give(dx + here, left, f32x4.eq(v128.load(input + here), highest), c);
      }
    }
  }
}

function giveToLargestOf3x3(input: usize, dy: usize, dx: usize, row: usize, pixel: usize, channels: i32): void {
  let c = channels;
  for (; c >= 4; c -= 4, input += 16, dy += 16, dx += 16) giveLanesOf3x3(input, dy, dx, row, pixel, 4);
  if (c > 0) giveLanesOf3x3(input, dy, dx, row, pixel, c);
}

/** The nine values stay in registers between the search and the handing out: 1.4 times as fast as the loops of `giveToLargest`. */
// @ts-ignore: decorator
@inline
function giveLanesOf3x3(input: usize, dy: usize, dx: usize, row: usize, pixel: usize, count: i32): void {
  const two = pixel + pixel, row2 = row + row, lowest = v128.load32_splat(LOWEST);
  const x0 = v128.load(input), x1 = v128.load(input + pixel), x2 = v128.load(input + two);
  const x3 = v128.load(input + row), x4 = v128.load(input + row + pixel), x5 = v128.load(input + row + two);
  const x6 = v128.load(input + row2), x7 = v128.load(input + row2 + pixel), x8 = v128.load(input + row2 + two);
  const top = f32x4.pmax(f32x4.pmax(f32x4.pmax(lowest, x0), x1), x2);
  const middle = f32x4.pmax(f32x4.pmax(f32x4.pmax(top, x3), x4), x5);
  const highest = f32x4.pmax(f32x4.pmax(f32x4.pmax(middle, x6), x7), x8);
  let left = v128.and(v128.load(dy), f32x4.gt(highest, lowest));
  left = give(dx, left, f32x4.eq(x0, highest), count);
  left = give(dx + pixel, left, f32x4.eq(x1, highest), count);
  left = give(dx + two, left, f32x4.eq(x2, highest), count);
  left = give(dx + row, left, f32x4.eq(x3, highest), count);
  left = give(dx + row + pixel, left, f32x4.eq(x4, highest), count);
  left = give(dx + row + two, left, f32x4.eq(x5, highest), count);
  left = give(dx + row2, left, f32x4.eq(x6, highest), count);
  left = give(dx + row2 + pixel, left, f32x4.eq(x7, highest), count);
  give(dx + row2 + two, left, f32x4.eq(x8, highest), count);
}

/** Adds what is left to give in the lanes of `here`, and returns what is left afterwards. */
// @ts-ignore: decorator
@inline
function give(dx: usize, left: v128, here: v128, count: i32): v128 {
  storeLanes(dx, f32x4.add(v128.load(dx), v128.and(left, here)), count);
  return v128.andnot(left, here);
}

/** The same for windows of 2×2 side by side, the most common pool: each pixel is written once. Tasks are as in `maxPool`. */
@unmanaged
export class MaxPool2x2GradientArgs {
  input: usize;
  dy: usize; // [images, outHeight, outWidth, channels]
  dx: usize; // out: [images, inHeight, inWidth, channels], where inHeight is 2 · outHeight or one more, and so is inWidth
  channels: i32;
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  rows: i32; // images · outHeight
  rowsPerTask: i32;
}

export function maxPool2x2Gradient(args: MaxPool2x2GradientArgs, task: i32): void {
  const channels = args.channels, pixel = <usize>channels << 2, row = <usize>args.inWidth * pixel;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  const rest = row - (<usize>args.outWidth << 1) * pixel;
  let dy = args.dy + <usize>(first * args.outWidth) * pixel;
  for (let index = first; index < last; index++) {
    const image = index / args.outHeight, y = index - image * args.outHeight;
    const above = <usize>(image * args.inHeight + y * 2) * row;
    let input = args.input + above, dx = args.dx + above;
    for (let x = 0; x < args.outWidth; x++, input += pixel << 1, dx += pixel << 1, dy += pixel) {
      giveToLargestOf2x2(input, dy, dx, row, pixel, channels);
    }
    clearRest(dx, row, rest, y == args.outHeight - 1 ? args.inHeight - (args.outHeight << 1) : 0);
  }
}

// @ts-ignore: decorator
@inline
function giveToLargestOf2x2(input: usize, dy: usize, dx: usize, row: usize, pixel: usize, channels: i32): void {
  const below = input + row, dxBelow = dx + row;
  for (let c = channels, at: usize = 0; c > 0; c -= 4, at += 16) {
    const x0 = v128.load(input + at), x1 = v128.load(input + pixel + at), x2 = v128.load(below + at);
    const highest = max4(input + at, pixel, below + at);
    const left0 = v128.and(v128.load(dy + at), f32x4.gt(highest, v128.load32_splat(LOWEST)));
    const is0 = f32x4.eq(x0, highest), is1 = f32x4.eq(x1, highest), is2 = f32x4.eq(x2, highest);
    const left1 = v128.andnot(left0, is0), left2 = v128.andnot(left1, is1);
    storeLanes(dx + at, v128.and(left0, is0), c);
    storeLanes(dx + pixel + at, v128.and(left1, is1), c);
    storeLanes(dxBelow + at, v128.and(left2, is2), c);
    storeLanes(dxBelow + pixel + at, v128.andnot(left2, is2), c);
  }
}

/** The mean of each window over the pixels that lie in the image; NaN where none does. */
@unmanaged
export class AveragePoolArgs {
  input: usize;
  output: usize; // out: [images, outHeight, outWidth, channels]
  channels: i32;
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  rows: i32; // images · outHeight
  rowsPerTask: i32;
}

export function averagePool(args: AveragePoolArgs, task: i32): void {
  const channels = args.channels, pixel = <usize>channels << 2, row = <usize>args.inWidth * pixel;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  let to = args.output + <usize>(first * args.outWidth) * pixel;
  for (let index = first; index < last; index++) {
    const image = index / args.outHeight, corner = (index - image * args.outHeight) * args.strideHeight - args.padTop;
    const top = max(0, corner), height = max(0, min(args.inHeight, corner + args.kernelHeight) - top);
    const rows = args.input + <usize>(image * args.inHeight + top) * row;
    for (let x = 0, left = -args.padLeft; x < args.outWidth; x++, left += args.strideWidth, to += pixel) {
      const begin = max(0, left), width = max(0, min(args.inWidth, left + args.kernelWidth) - begin);
      const from = rows + <usize>begin * pixel;
      if (height == 2 && width == 2) meanOf2x2(from, row, pixel, channels, to);
      else mean(from, row, pixel, channels, height, width, height * width, to);
    }
  }
}

// @ts-ignore: decorator
@inline
function meanOf2x2(from: usize, row: usize, pixel: usize, channels: i32, to: usize): void {
  const quarter = f32x4.splat(0.25), below = from + row;
  for (let c = channels, at: usize = 0; c > 0; c -= 4, at += 16) {
    const above = f32x4.add(v128.load(from + at), v128.load(from + pixel + at));
    const all = f32x4.add(f32x4.add(above, v128.load(below + at)), v128.load(below + pixel + at));
    storeLanes(to + at, f32x4.mul(all, quarter), c);
  }
}

/** The sum of a window divided by `count`. */
function mean(from: usize, row: usize, pixel: usize, channels: i32, height: i32, width: i32, count: i32, to: usize): void {
  const divisor = f32x4.splat(<f32>count);
  for (let c = channels; c > 0; c -= 4, from += 16, to += 16) {
    let sum = f32x4.splat(0);
    for (let y = 0, at = from; y < height; y++, at += row) {
      for (let x = 0, here = at; x < width; x++, here += pixel) sum = f32x4.add(sum, v128.load(here));
    }
    storeLanes(to, f32x4.div(sum, divisor), c);
  }
}

/**
 * Each pixel gets the sum of the gradients of the windows it lies in, divided by the size of a whole window: TF.js
 * defines it so where windows lie partly in the padding too.
 * The windows of a pixel are neighbours in dy, so that this gathers and tasks are runs of rows, as in `averagePool`.
 */
@unmanaged
export class AveragePoolGradientArgs {
  dy: usize; // [images, outHeight, outWidth, channels]
  dx: usize; // out: [images, inHeight, inWidth, channels]
  channels: i32;
  inHeight: i32;
  inWidth: i32;
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

export function averagePoolGradient(args: AveragePoolGradientArgs, task: i32): void {
  const channels = args.channels, pixel = <usize>channels << 2, row = <usize>args.outWidth * pixel;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  const window = args.kernelHeight * args.kernelWidth;
  let to = args.dx + <usize>(first * args.inWidth) * pixel;
  for (let index = first; index < last; index++) {
    const image = index / args.inHeight, y = index - image * args.inHeight + args.padTop;
    const top = firstWindow(y, args.kernelHeight, args.strideHeight);
    const height = max(0, min(args.outHeight, y / args.strideHeight + 1) - top);
    const rows = args.dy + <usize>(image * args.outHeight + top) * row;
    for (let x = args.padLeft; x < args.inWidth + args.padLeft; x++, to += pixel) {
      const begin = firstWindow(x, args.kernelWidth, args.strideWidth);
      const width = max(0, min(args.outWidth, x / args.strideWidth + 1) - begin);
      mean(rows + <usize>begin * pixel, row, pixel, channels, height, width, window, to);
    }
  }
}

/** The first window of that size and stride that reaches `position`, counted from the first window's start. */
// @ts-ignore: decorator
@inline
function firstWindow(position: i32, size: i32, stride: i32): i32 {
  return position < size ? 0 : (position - size + stride) / stride;
}

/** The same for windows of 2×2 side by side; shapes and tasks are as in `maxPool2x2Gradient`. */
@unmanaged
export class AveragePool2x2GradientArgs {
  dy: usize; // [images, outHeight, outWidth, channels]
  dx: usize; // out: [images, inHeight, inWidth, channels]
  channels: i32;
  inHeight: i32;
  inWidth: i32;
  outHeight: i32;
  outWidth: i32;
  rows: i32; // images · outHeight
  rowsPerTask: i32;
}

export function averagePool2x2Gradient(args: AveragePool2x2GradientArgs, task: i32): void {
  const channels = args.channels, pixel = <usize>channels << 2, row = <usize>args.inWidth * pixel;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  const rest = row - (<usize>args.outWidth << 1) * pixel, quarter = f32x4.splat(0.25);
  let dy = args.dy + <usize>(first * args.outWidth) * pixel;
  for (let index = first; index < last; index++) {
    const image = index / args.outHeight, y = index - image * args.outHeight;
    let dx = args.dx + <usize>(image * args.inHeight + y * 2) * row;
    for (let x = 0; x < args.outWidth; x++, dx += pixel << 1, dy += pixel) {
      for (let c = channels, at: usize = 0; c > 0; c -= 4, at += 16) {
        const value = f32x4.mul(v128.load(dy + at), quarter), to = dx + at;
        storeLanes(to, value, c);
        storeLanes(to + pixel, value, c);
        storeLanes(to + row, value, c);
        storeLanes(to + row + pixel, value, c);
      }
    }
    clearRest(dx, row, rest, y == args.outHeight - 1 ? args.inHeight - (args.outHeight << 1) : 0);
  }
}

/** Clears the column left over at the right of two rows that end at `dx` + `rest`, and the `rows` rows below them. */
// @ts-ignore: decorator
@inline
function clearRest(dx: usize, row: usize, rest: usize, rows: i32): void {
  if (rest) {
    zero(dx, rest);
    zero(dx + row, rest);
  }
  if (rows) zero(dx + row + rest, <usize>rows * row);
}
