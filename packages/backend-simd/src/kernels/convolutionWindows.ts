import { env } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { SMALLEST_TASK } from '../flags.js';
import { padColumns } from '../generated/kernels.js';
import type { ConvGeometry } from './convGeometry.js';

/** A convolution's geometry, and where the rows of its windows stand side by side in memory. */
export interface Windows {
  input: number;
  inputImageStride: number;
  inputRowStride: number;
  inputPixelStride: number;
  windowFloats: number;
  inHeight: number;
  kernelHeight: number;
  strideHeight: number;
  dilationHeight: number;
  padTop: number;
  outHeight: number;
  outWidth: number;
  outChannels: number;
}

/** The input itself where no column lies outside it, else a copy with zeros, or with every window's row written out. */
export function withWindows(
  backend: SimdBackend,
  x: number,
  g: ConvGeometry,
  use: (windows: Windows) => void,
): void {
  const { inHeight, inWidth, inChannels, filterWidth, strideWidth, outWidth, dilationWidth } = g;
  const { strideHeight, dilationHeight, outHeight, outChannels } = g;
  const { left, top } = g.padInfo;
  const pixel = inChannels * 4;
  const windowFloats = filterWidth * inChannels;
  const layout = (input: number, columns: number, inputPixelStride: number) =>
    use({
      input,
      inputImageStride: inHeight * columns * pixel,
      inputRowStride: columns * pixel,
      inputPixelStride,
      windowFloats,
      inHeight,
      kernelHeight: g.filterHeight,
      strideHeight,
      dilationHeight,
      padTop: top,
      outHeight,
      outWidth,
      outChannels,
    });
  if (dilationWidth > 1 && filterWidth > 1) {
    const columns = outWidth * filterWidth;
    const rows = g.batchSize * inHeight;
    backend.withScratch(rows * columns * pixel, output => {
      const shape = { rows, width: inWidth, channels: inChannels, columns: outWidth, stride: strideWidth };
      const taps = { taps: filterWidth, dilation: dilationWidth, padLeft: left };
      padRows(backend, { input: x, output, ...shape, ...taps });
      layout(output, columns, filterWidth * pixel);
    });
    return;
  }
  const needed = (outWidth - 1) * strideWidth + filterWidth;
  if (left === 0 && needed <= inWidth) {
    layout(x, inWidth, strideWidth * pixel);
    return;
  }
  const columns = Math.max(left + inWidth, needed);
  withPaddedColumns(backend, x, g.batchSize * inHeight, inWidth, inChannels, left, columns, padded =>
    layout(padded, columns, strideWidth * pixel),
  );
}

export function withPaddedColumns(
  backend: SimdBackend,
  input: number,
  rows: number,
  width: number,
  channels: number,
  padLeft: number,
  columns: number,
  use: (padded: number) => void,
): void {
  backend.withScratch(rows * columns * channels * 4, output => {
    padRows(backend, {
      input,
      output,
      rows,
      width,
      channels,
      columns,
      stride: 1,
      taps: 1,
      dilation: 1,
      padLeft,
    });
    use(output);
  });
}

function padRows(backend: SimdBackend, args: Omit<Parameters<typeof padColumns>[2], 'rowsPerTask'>): void {
  const floatsPerRow = args.columns * args.taps * args.channels;
  const perTask = Math.max(1, Math.ceil(16384 / floatsPerRow));
  padColumns(backend.native, Math.ceil(args.rows / perTask), { ...args, rowsPerTask: perTask });
}

/** Cuts images into bands of rows while a batch has too few images to keep all threads busy. */
export function bandsOf(
  images: number,
  rows: number,
  flopsPerRow: number,
): { rowsPerTask: number; tasksPerImage: number } {
  const wanted = Math.max(1, Math.floor(16 / images));
  const worthwhile = Math.max(
    1,
    Math.floor((rows * flopsPerRow) / Math.max(1, env().getNumber(SMALLEST_TASK))),
  );
  const tasksPerImage = Math.min(wanted, worthwhile, rows);
  const rowsPerTask = Math.ceil(rows / tasksPerImage);
  return { rowsPerTask, tasksPerImage: Math.ceil(rows / rowsPerTask) };
}
