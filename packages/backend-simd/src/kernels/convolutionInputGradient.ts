import type { SimdBackend } from '../backend.js';
import { conv2D, conv2DInputGradient, packPanels } from '../generated/kernels.js';
import { type ConvGeometry, canWinograd, isDense, isMatrixProduct, winogradShape } from './convGeometry.js';
import { bandsOf, withPaddedColumns } from './convolutionWindows.js';
import { multiply, noEpilogue, pack, panelFloats, panelsOf, roundUp } from './multiply.js';
import { type FilterSource, winograd, winogradTransposed } from './winograd.js';
import { prefersTransposed, prefersWinograd, type WinogradShape } from './winogradShape.js';

/** Fewer input channels than this waste too much of a tile, and of the work on padding's zeros. */
const FEWEST_CHANNELS_BACKWARDS = 8;

/** The gradient with respect to the input, into `dx`. */
export function inputGradient(
  backend: SimdBackend,
  dy: number,
  filter: number,
  dx: number,
  g: ConvGeometry,
): void {
  if (isMatrixProduct(g)) {
    const gradients = {
      address: dy,
      rows: g.batchSize * g.outHeight * g.outWidth,
      columns: g.outChannels,
      transposed: false,
    };
    const window = g.filterHeight * g.filterWidth * g.inChannels;
    const weights = { address: filter, rows: g.outChannels, columns: window, transposed: true };
    multiply(backend, gradients, weights, dx, noEpilogue);
    return;
  }
  if (canWinograd(g) && winogradBackwards(backend, dy, filter, dx, g)) return;
  if (convolvesBackwards(g)) convolveFlipped(backend, dy, filter, dx, g);
  else gatherGradient(backend, dy, filter, dx, g);
}

/** Whether the gradient is computed as a convolution of dy with the flipped filter. */
function convolvesBackwards(g: ConvGeometry): boolean {
  const { left, right, top } = g.padInfo;
  // More padding gives outputs that no pixel of the input has a part in.
  const inside = left < g.filterWidth && right < g.filterWidth && top < g.filterHeight;
  // Without padding the gradient is smaller than the input, and more than half of its windows' area is zeros.
  const wasteful = g.inHeight * g.inWidth > 1.6 * g.outHeight * g.outWidth;
  return isDense(g) && inside && !wasteful && g.inChannels >= FEWEST_CHANNELS_BACKWARDS;
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
  const transposed = prefersTransposed(shape, backwards);
  if (!prefersWinograd(transposed ? shape : backwards)) return false;
  if (transposed) winogradTransposed(backend, dy, exchanged(filter, g), dx, shape);
  else winograd(backend, dy, flipped(filter, g), dx, backwards, noEpilogue);
  return true;
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
