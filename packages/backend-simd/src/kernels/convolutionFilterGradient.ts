import type { SimdBackend } from '../backend.js';
import { addSlices, conv2DFilterGradient } from '../generated/kernels.js';
import { type ConvGeometry, canWinograd, isMatrixProduct, winogradShape } from './convGeometry.js';
import { withWindows } from './convolutionWindows.js';
import { multiply, noEpilogue, panelFloats } from './multiply.js';
import { winogradFilterGradient } from './winogradFilterGradient.js';
import { prefersWinograd } from './winogradShape.js';

/** More pixels than these are better summed in slices of the batch, by all threads, than in one row after another. */
const MOST_ROWS_AS_PRODUCT = 2048;

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
      });
      const perTask = 64;
      const matrix = { sums, output, slices, rows: depth, columns: g.outChannels };
      addSlices(backend.native, Math.ceil(depth / perTask), { ...matrix, rowsPerTask: perTask });
    }),
  );
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
