import type { SimdBackend } from '../backend.js';
import { conv2D, multiplyPanels } from '../generated/kernels.js';
import { type ConvGeometry, canWinograd, isMatrixProduct, winogradShape } from './convGeometry.js';
import { bandsOf, withWindows } from './convolutionWindows.js';
import { type Epilogue, pack, panelFloats, rowsPerTask } from './multiply.js';
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

function bands(g: ConvGeometry, depth: number): { rowsPerTask: number; tasksPerImage: number } {
  return bandsOf(g.batchSize, g.outHeight, 2 * depth * g.outChannels * g.outWidth);
}
