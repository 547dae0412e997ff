import { outerTile, panelVectors, tileRows } from '../tile';
import { storeLanes, zero } from '../vector';

/**
 * The gradient of a convolution with respect to its filter: for each tap of the window, the sum over all output
 * pixels of the outer product of the input pixel under the tap and the output's gradient.
 * One task is a fixed slice of the batch with sums of its own, which `addSlices` adds up in order: the result does
 * not depend on the number of threads.
 */
@unmanaged
export class Conv2DFilterGradientArgs {
  input: usize;
  dy: usize; // [images, outHeight, outWidth, outChannels]
  sums: usize; // out: [slices, kernelHeight · windowFloats, outChannels rounded up to 4]
  images: i32;
  imagesPerSlice: i32;
  imagesPerPass: i32; // summed in registers before the sums in memory are touched
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
}

export function conv2DFilterGradient(args: Conv2DFilterGradientArgs, task: i32): void {
  const columns = (args.outChannels + 3) & ~3, cStride = <usize>columns << 2;
  const depth = args.kernelHeight * args.windowFloats;
  const sums = args.sums + <usize>(task * depth) * cStride;
  zero(sums, <usize>depth * cStride);
  const first = task * args.imagesPerSlice, last = min(args.images, first + args.imagesPerSlice);
  for (let image = first; image < last; image += args.imagesPerPass) {
    const images = min(args.imagesPerPass, last - image);
    for (let tap = 0; tap < args.kernelHeight; tap++) {
      sumTapRow(args, image, images, tap, sums + <usize>(tap * args.windowFloats) * cStride, cStride);
    }
  }
}

/** The sums of one row of the window. */
function sumTapRow(args: Conv2DFilterGradientArgs, image: i32, images: i32, tap: i32, sums: usize, cStride: usize): void {
  const stride = args.strideHeight, shift = tap * args.dilationHeight - args.padTop;
  // Output rows whose window has this row inside the image.
  let firstRow = 0, lastRow = args.outHeight;
  while (firstRow < lastRow && firstRow * stride + shift < 0) firstRow++;
  while (lastRow > firstRow && (lastRow - 1) * stride + shift >= args.inHeight) lastRow--;
  if (firstRow == lastRow) return;
  const pixel = <usize>args.outChannels << 2, dyRow = <usize>args.outWidth * pixel, dyImage = <usize>args.outHeight * dyRow;
  const a = args.input + <usize>image * <usize>args.inputImageStride + <usize>(firstRow * stride + shift) * <usize>args.inputRowStride;
  const b = args.dy + <usize>image * dyImage + <usize>firstRow * dyRow;
  const vectors = (args.outChannels + 3) >> 2, length = args.windowFloats;
  for (let v = 0; v < vectors; ) {
    const wide = panelVectors(vectors - v), most = tileRows(wide);
    const tiles = (length + most - 1) / most, height = length / tiles, taller = length - height * tiles;
    let row = 0;
    for (let tile = 0; tile < tiles; tile++) {
      const n = height + (tile < taller ? 1 : 0);
      outerTile(wide, n, a + (<usize>row << 2), <usize>args.inputPixelStride, <usize>(stride * args.inputRowStride), <usize>args.inputImageStride,
        b + (<usize>v << 4), pixel, dyRow, dyImage, args.outWidth, lastRow - firstRow, images, sums + <usize>row * cStride + (<usize>v << 4), cStride, 4);
      row += n;
    }
    v += wide;
  }
}

/** Adds up the sums of all slices, in their order, and drops the columns that rounding up added. */
@unmanaged
export class AddSlicesArgs {
  sums: usize; // [slices, rows, columns rounded up to 4]
  output: usize; // out: [rows, columns]
  slices: i32;
  rows: i32;
  columns: i32;
  rowsPerTask: i32;
}

export function addSlices(args: AddSlicesArgs, task: i32): void {
  const wide = (args.columns + 3) & ~3, slice = <usize>(args.rows * wide) << 2;
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask);
  for (let row = first; row < last; row++) {
    const from = args.sums + (<usize>(row * wide) << 2), to = args.output + (<usize>(row * args.columns) << 2);
    for (let column = 0; column < args.columns; column += 4) {
      let p = from + (<usize>column << 2), sum = v128.load(p);
      for (let s = 1; s < args.slices; s++) {
        p += slice;
        sum = f32x4.add(sum, v128.load(p));
      }
      storeLanes(to + (<usize>column << 2), sum, args.columns - column);
    }
  }
}
