import { backend_util, env, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { SMALLEST_TASK } from '../flags.js';
import {
  addSlices,
  conv2D,
  conv2DFilterGradient,
  conv2DInputGradient,
  multiplyPanels,
  packPanels,
  padColumns,
} from '../generated/kernels.js';
import {
  type Epilogue,
  multiply,
  noEpilogue,
  pack,
  panelFloats,
  panelsOf,
  roundUp,
  rowsPerTask,
} from './multiply.js';
import {
  type FilterSource,
  fusesInWinograd,
  prefersTransposed,
  prefersWinograd,
  type WinogradShape,
  winograd,
  winogradFilterGradient,
  winogradTransposed,
} from './winograd.js';

export type ConvGeometry = backend_util.Conv2DInfo;

/** Attributes that Conv2D and its gradients share. */
export interface ConvAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dilations?: [number, number] | number;
}

export function convGeometry(
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dataFormat, dimRoundingMode, dilations = 1 }: ConvAttributes,
): ConvGeometry {
  return backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    false,
    backend_util.convertConv2DDataFormat(dataFormat),
  );
}

/** The convolution of x with a filter [kernelHeight, kernelWidth, inChannels, outChannels], into `output`. */
export function convolve(
  backend: SimdBackend,
  x: number,
  filter: number,
  output: number,
  g: ConvGeometry,
  epilogue: Epilogue,
): void {
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  if (isMatrixProduct(g)) {
    productOfPixels(backend, x, filter, output, g, epilogue);
    return;
  }
  if (canWinograd(g) && prefersWinograd(winogradShape(g)) && fusesInWinograd(epilogue)) {
    const strides = {
      tapStride: g.inChannels * g.outChannels * 4,
      innerStride: g.outChannels * 4,
      columnStride: 4,
    };
    winograd(backend, x, { source: filter, ...strides }, output, winogradShape(g), epilogue);
    return;
  }
  withWindows(backend, x, g, windows =>
    backend.withScratch(panelFloats(depth, g.outChannels) * 4, panels => {
      pack(backend, { address: filter, rows: depth, columns: g.outChannels, transposed: false }, panels);
      const { rowsPerTask, tasksPerImage } = bands(g, depth);
      conv2D(backend.native, g.batchSize * tasksPerImage, {
        ...windows,
        panels,
        output,
        ...epilogue,
        kernelHeight: g.filterHeight,
        strideHeight: g.strideHeight,
        dilationHeight: g.dilationHeight,
        padTop: g.padInfo.top,
        inHeight: g.inHeight,
        outHeight: g.outHeight,
        outWidth: g.outWidth,
        outChannels: g.outChannels,
        rowsPerTask,
        tasksPerImage,
      });
    }),
  );
}

/** The gradient with respect to the filter, into `output` [kernelHeight, kernelWidth, inChannels, outChannels]. */
export function filterGradient(
  backend: SimdBackend,
  x: number,
  dy: number,
  output: number,
  g: ConvGeometry,
): void {
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  if (isMatrixProduct(g) && g.batchSize * g.outHeight * g.outWidth <= MOST_ROWS_AS_PRODUCT) {
    const rows = g.batchSize * g.outHeight * g.outWidth;
    const a = { address: x, rows: depth, columns: rows, transposed: true };
    multiply(
      backend,
      a,
      { address: dy, rows, columns: g.outChannels, transposed: false },
      output,
      noEpilogue,
    );
    return;
  }
  if (canWinograd(g) && prefersWinograd(winogradShape(g))) {
    winogradFilterGradient(backend, x, dy, output, winogradShape(g));
    return;
  }
  const { slices, imagesPerSlice } = slicesOf(g.batchSize, depth * g.outChannels);
  withWindows(backend, x, g, windows =>
    backend.withScratch(slices * panelFloats(depth, g.outChannels) * 4, sums => {
      conv2DFilterGradient(backend.native, slices, {
        ...windows,
        dy,
        sums,
        images: g.batchSize,
        imagesPerSlice,
        imagesPerPass: imagesPerPass(g),
        kernelHeight: g.filterHeight,
        strideHeight: g.strideHeight,
        dilationHeight: g.dilationHeight,
        padTop: g.padInfo.top,
        inHeight: g.inHeight,
        outHeight: g.outHeight,
        outWidth: g.outWidth,
        outChannels: g.outChannels,
      });
      const perTask = 64;
      const matrix = { sums, output, slices, rows: depth, columns: g.outChannels };
      addSlices(backend.native, Math.ceil(depth / perTask), { ...matrix, rowsPerTask: perTask });
    }),
  );
}

/** The gradient with respect to the input, into `dx`. */
export function inputGradient(
  backend: SimdBackend,
  dy: number,
  filter: number,
  dx: number,
  g: ConvGeometry,
): void {
  if (isMatrixProduct(g)) {
    productOfGradients(backend, dy, filter, dx, g);
    return;
  }
  if (canWinograd(g) && winogradBackwards(backend, dy, filter, dx, g)) return;
  if (convolvesBackwards(g)) convolveFlipped(backend, dy, filter, dx, g);
  else gatherGradient(backend, dy, filter, dx, g);
}

/** Bytes of the tensor's shape must be contiguous, channels last; what else the native kernels take is any geometry. */
export function supportsConvolution(tensors: TensorInfo[], dataFormat: string): boolean {
  return (
    dataFormat === 'NHWC' &&
    tensors.every(({ dtype, shape }) => dtype === 'float32' && shape.every(size => size > 0))
  );
}

/** 1×1 windows, or one window that covers the whole input: a plain matrix product. */
function isMatrixProduct(g: ConvGeometry): boolean {
  const unpadded =
    g.padInfo.top === 0 && g.padInfo.left === 0 && g.padInfo.bottom === 0 && g.padInfo.right === 0;
  if (!unpadded) return false;
  const pointwise = g.filterHeight === 1 && g.filterWidth === 1;
  if (pointwise) return g.outHeight === g.inHeight && g.outWidth === g.inWidth;
  const whole =
    g.filterHeight === g.inHeight && g.filterWidth === g.inWidth && g.outHeight * g.outWidth === 1;
  return whole && g.dilationHeight === 1 && g.dilationWidth === 1;
}

function productOfPixels(
  backend: SimdBackend,
  x: number,
  filter: number,
  output: number,
  g: ConvGeometry,
  epilogue: Epilogue,
): void {
  const rows = g.batchSize * g.outHeight * g.outWidth;
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  const columns = g.outChannels;
  const perTask = rowsPerTask(rows, 2 * depth * columns);
  backend.withScratch(panelFloats(depth, columns) * 4, panels => {
    pack(backend, { address: filter, rows: depth, columns, transposed: false }, panels);
    const shape = { rows, depth, columns, rowsPerTask: perTask };
    multiplyPanels(backend.native, Math.ceil(rows / perTask), {
      a: x,
      panels,
      c: output,
      ...shape,
      ...epilogue,
    });
  });
}

function productOfGradients(
  backend: SimdBackend,
  dy: number,
  filter: number,
  dx: number,
  g: ConvGeometry,
): void {
  const rows = g.batchSize * g.outHeight * g.outWidth;
  const depth = g.outChannels;
  const columns = g.filterHeight * g.filterWidth * g.inChannels;
  const perTask = rowsPerTask(rows, 2 * depth * columns);
  backend.withScratch(panelFloats(depth, columns) * 4, panels => {
    pack(backend, { address: filter, rows: depth, columns, transposed: true }, panels);
    const shape = { rows, depth, columns, rowsPerTask: perTask };
    multiplyPanels(backend.native, Math.ceil(rows / perTask), {
      a: dy,
      panels,
      c: dx,
      ...shape,
      ...noEpilogue,
    });
  });
}

/** Fewer input channels than this waste too much of a tile, and of the work on padding's zeros. */
const FEWEST_CHANNELS_BACKWARDS = 8;

/** More pixels than these are better summed in slices of the batch, by all threads, than in one row after another. */
const MOST_ROWS_AS_PRODUCT = 2048;

/** Whether the gradient is computed as a convolution of dy with the flipped filter. */
function convolvesBackwards(g: ConvGeometry): boolean {
  const inside = g.padInfo.left < g.filterWidth && g.padInfo.top < g.filterHeight;
  // Without padding the gradient is smaller than the input, and more than half of its windows' area is zeros.
  const wasteful = g.inHeight * g.inWidth > 1.6 * g.outHeight * g.outWidth;
  return isDense(g) && inside && !wasteful && g.inChannels >= FEWEST_CHANNELS_BACKWARDS;
}

function winogradShape(g: ConvGeometry): WinogradShape {
  return {
    images: g.batchSize,
    size: g.filterHeight,
    inHeight: g.inHeight,
    inWidth: g.inWidth,
    inChannels: g.inChannels,
    outHeight: g.outHeight,
    outWidth: g.outWidth,
    outChannels: g.outChannels,
    padTop: g.padInfo.top,
    padLeft: g.padInfo.left,
  };
}

/** The convolution of dy with the filter turned by half a circle, its channels exchanged. */
function backwardsShape(g: ConvGeometry): WinogradShape {
  return {
    images: g.batchSize,
    size: g.filterHeight,
    inHeight: g.outHeight,
    inWidth: g.outWidth,
    inChannels: g.outChannels,
    outHeight: g.inHeight,
    outWidth: g.inWidth,
    outChannels: g.inChannels,
    padTop: g.filterHeight - 1 - g.padInfo.top,
    padLeft: g.filterWidth - 1 - g.padInfo.left,
  };
}

/** False where another method is faster. */
function winogradBackwards(
  backend: SimdBackend,
  dy: number,
  filter: number,
  dx: number,
  g: ConvGeometry,
): boolean {
  const shape = winogradShape(g);
  const backwards = backwardsShape(g);
  if (prefersTransposed(shape, backwards)) {
    if (!prefersWinograd(shape)) return false;
    winogradTransposed(backend, dy, exchanged(filter, g), dx, shape);
    return true;
  }
  if (!prefersWinograd(backwards)) return false;
  winograd(backend, dy, flipped(filter, g), dx, backwards, noEpilogue);
  return true;
}

/** The geometries that Winograd's method computes: dense windows, 3×3 or 5×5. */
function canWinograd(g: ConvGeometry): boolean {
  const size = g.filterHeight;
  const square = g.filterWidth === size && (size === 3 || size === 5);
  return square && isDense(g);
}

function isDense(g: ConvGeometry): boolean {
  return g.strideHeight === 1 && g.strideWidth === 1 && g.dilationHeight === 1 && g.dilationWidth === 1;
}

/** Reads the filter with output channels as rows and input channels as columns. */
function exchanged(filter: number, g: ConvGeometry): FilterSource {
  const tap = g.inChannels * g.outChannels * 4;
  return { source: filter, tapStride: tap, innerStride: 4, columnStride: g.outChannels * 4 };
}

/** Reads the filter from its last tap to its first, with output channels as rows and input channels as columns. */
function flipped(filter: number, g: ConvGeometry): FilterSource {
  const tap = g.inChannels * g.outChannels * 4;
  const last = g.filterHeight * g.filterWidth - 1;
  return { source: filter + last * tap, tapStride: -tap, innerStride: 4, columnStride: g.outChannels * 4 };
}

function convolveFlipped(
  backend: SimdBackend,
  dy: number,
  filter: number,
  dx: number,
  g: ConvGeometry,
): void {
  const taps = g.filterHeight * g.filterWidth;
  const left = g.filterWidth - 1 - g.padInfo.left;
  const paddedWidth = g.inWidth + g.filterWidth - 1;
  const depth = taps * g.outChannels;
  const pixel = g.outChannels * 4;
  withPaddedColumns(
    backend,
    dy,
    g.batchSize * g.outHeight,
    g.outWidth,
    g.outChannels,
    left,
    paddedWidth,
    padded =>
      backend.withScratch(panelFloats(depth, g.inChannels) * 4, panels => {
        const columns = g.inChannels;
        packPanels(backend.native, panelsOf(columns), {
          panels,
          taps,
          inner: g.outChannels,
          columns,
          ...flipped(filter, g),
        });
        const flops = 2 * depth * g.inChannels;
        const { rowsPerTask, tasksPerImage } = bandsOf(g.batchSize, g.inHeight, flops * g.inWidth);
        conv2D(backend.native, g.batchSize * tasksPerImage, {
          input: padded,
          panels,
          bias: 0,
          output: dx,
          inHeight: g.outHeight,
          inputImageStride: g.outHeight * paddedWidth * pixel,
          inputRowStride: paddedWidth * pixel,
          inputPixelStride: pixel,
          kernelHeight: g.filterHeight,
          windowFloats: g.filterWidth * g.outChannels,
          strideHeight: 1,
          dilationHeight: 1,
          padTop: g.filterHeight - 1 - g.padInfo.top,
          outHeight: g.inHeight,
          outWidth: g.inWidth,
          outChannels: g.inChannels,
          rowsPerTask,
          tasksPerImage,
          activation: 0,
        });
      }),
  );
}

function gatherGradient(backend: SimdBackend, dy: number, filter: number, dx: number, g: ConvGeometry): void {
  const window = g.filterHeight * g.filterWidth * g.inChannels;
  const scratchBytes = g.outHeight * g.outWidth * roundUp(window, 4) * 4 + 64;
  const panelBytes = roundUp(panelFloats(g.outChannels, window) * 4, 64);
  backend.withScratch(panelBytes + scratchBytes * backend.native.threads, panels => {
    pack(backend, { address: filter, rows: g.outChannels, columns: window, transposed: true }, panels);
    conv2DInputGradient(backend.native, g.batchSize, {
      dy,
      panels,
      dx,
      scratch: panels + panelBytes,
      scratchBytes,
      outHeight: g.outHeight,
      outWidth: g.outWidth,
      outChannels: g.outChannels,
      inHeight: g.inHeight,
      inWidth: g.inWidth,
      inChannels: g.inChannels,
      kernelHeight: g.filterHeight,
      kernelWidth: g.filterWidth,
      strideHeight: g.strideHeight,
      strideWidth: g.strideWidth,
      dilationHeight: g.dilationHeight,
      dilationWidth: g.dilationWidth,
      padTop: g.padInfo.top,
      padLeft: g.padInfo.left,
    });
  });
}

/** Where the rows of a convolution's windows stand side by side in memory. */
interface Windows {
  input: number;
  inputImageStride: number;
  inputRowStride: number;
  inputPixelStride: number;
  windowFloats: number;
}

/** The input itself where no column lies outside it, else a copy with zeros, or with every window's row written out. */
function withWindows(
  backend: SimdBackend,
  x: number,
  g: ConvGeometry,
  use: (windows: Windows) => void,
): void {
  const { inHeight, inWidth, inChannels, filterWidth, strideWidth, outWidth, dilationWidth } = g;
  const { left } = g.padInfo;
  const pixel = inChannels * 4;
  const windowFloats = filterWidth * inChannels;
  const layout = (input: number, columns: number, inputPixelStride: number) =>
    use({
      input,
      inputImageStride: inHeight * columns * pixel,
      inputRowStride: columns * pixel,
      inputPixelStride,
      windowFloats,
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

function withPaddedColumns(
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

function bands(g: ConvGeometry, depth: number): { rowsPerTask: number; tasksPerImage: number } {
  return bandsOf(g.batchSize, g.outHeight, 2 * depth * g.outChannels * g.outWidth);
}

/** Cuts images into bands of rows while a batch has too few images to keep all threads busy. */
function bandsOf(
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

/** Slices of the batch whose sums are kept apart: enough for many threads, fewer where the sums are large. */
function slicesOf(images: number, filterSize: number): { slices: number; imagesPerSlice: number } {
  const wanted = filterSize <= 1 << 16 ? 16 : 8;
  const imagesPerSlice = Math.ceil(images / Math.min(wanted, images));
  return { imagesPerSlice, slices: Math.ceil(images / imagesPerSlice) };
}

/** Pixels that the inner loop sums up before it touches memory: about 400, while their rows stay in cache. */
function imagesPerPass(g: ConvGeometry): number {
  return Math.max(1, Math.min(8, Math.floor(400 / (g.outHeight * g.outWidth))));
}
