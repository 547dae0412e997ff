import type { SimdBackend } from '../backend.js';
import { conv2D } from '../generated/kernels.js';
import { type ConvGeometry, canWinograd, isMatrixProduct, winogradShape } from './convGeometry.js';
import { bandsOf, withWindows } from './convolutionWindows.js';
import { type Epilogue, multiply, pack, panelFloats } from './multiply.js';
import { fusesInWinograd, winograd } from './winograd.js';
import { prefersWinograd } from './winogradShape.js';

/** The convolution of x with a filter [kernelHeight, kernelWidth, inChannels, outChannels], into `output`. */
export function convolve(
  backend: SimdBackend,
  x: number,
  filter: number,
  output: number,
  g: ConvGeometry,
  epilogue: Epilogue,
): void {
  // The filter is larger than the image: there is nothing to compute.
  if (g.outHeight === 0 || g.outWidth === 0) return;
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  const columns = g.outChannels;
  const weights = { address: filter, rows: depth, columns, transposed: false };
  if (isMatrixProduct(g)) {
    const rows = g.batchSize * g.outHeight * g.outWidth;
    multiply(backend, { address: x, rows, columns: depth, transposed: false }, weights, output, epilogue);
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
    backend.withScratch(panelFloats(depth, columns) * 4, panels => {
      pack(backend, weights, panels);
      const flopsPerRow = 2 * depth * columns * g.outWidth;
      const { rowsPerTask, tasksPerImage } = bandsOf(g.batchSize, g.outHeight, flopsPerRow);
      conv2D(backend.native, g.batchSize * tasksPerImage, {
        ...windows,
        panels,
        output,
        ...epilogue,
        rowsPerTask,
        tasksPerImage,
      });
    }),
  );
}
