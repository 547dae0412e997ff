import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import {
  addSlices,
  depthwiseConv2D,
  depthwiseFilterGradient,
  depthwiseInputGradient,
} from '../generated/kernels.js';
import { windowsThatFit } from './convGeometry.js';
import { moveBox } from './movement.js';
import { type Epilogue, noEpilogue } from './multiply.js';
import { share } from './tasks.js';

type Geometry = backend_util.Conv2DInfo;

/** Attributes that the depthwise convolution and its gradients share. TF.js has them channels last only. */
interface DepthwiseAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dilations?: [number, number] | number | null;
}

export function depthwiseGeometry(
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dimRoundingMode, dilations }: DepthwiseAttributes,
): Geometry {
  return windowsThatFit(
    backend_util.computeConv2DInfo(
      inputShape as [number, number, number, number],
      filterShape as [number, number, number, number],
      strides,
      dilations ?? 1,
      pad,
      dimRoundingMode,
      true,
    ),
  );
}

/** Whether all of them are non-empty tensors of floats. */
export function areFilledFloats(tensors: TensorInfo[]): boolean {
  return tensors.every(({ dtype, shape }) => dtype === 'float32' && shape.every(size => size > 0));
}

export function isDilated(g: Geometry): boolean {
  return g.dilationHeight > 1 || g.dilationWidth > 1;
}

/** The convolution of x with a filter [kernelHeight, kernelWidth, inChannels, multiplier]. */
export function depthwise(
  backend: SimdBackend,
  x: TensorInfo,
  filter: TensorInfo,
  g: Geometry,
  epilogue: Epilogue,
): TensorInfo {
  const output = backend.output(g.outShape, 'float32');
  const rows = g.batchSize * g.outHeight;
  const { tasks, perTask } = share(rows, workOfRow(g));
  depthwiseConv2D(backend.native, tasks, {
    input: backend.address(x),
    weights: backend.address(filter),
    output: backend.address(output),
    ...epilogue,
    ...windowsOf(g),
    dilationHeight: g.dilationHeight,
    dilationWidth: g.dilationWidth,
    rows,
    rowsPerTask: perTask,
  });
  return output;
}

export function depthwiseInput(
  backend: SimdBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  g: Geometry,
): TensorInfo {
  const dx = backend.output(g.inShape, 'float32');
  if (convolvesBackwards(g)) convolveFlipped(backend, dy, filter, dx, g);
  else gatherGradient(backend, dy, filter, dx, g);
  return dx;
}

/** Whether the gradient is a convolution of dy with the flipped filter: three times as fast as gathering. */
function convolvesBackwards(g: Geometry): boolean {
  const steps = g.strideHeight === 1 && g.strideWidth === 1 && g.inChannels === g.outChannels;
  return steps && g.padInfo.top < g.filterHeight && g.padInfo.left < g.filterWidth;
}

function convolveFlipped(
  backend: SimdBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  dx: TensorInfo,
  g: Geometry,
): void {
  const taps = g.filterHeight * g.filterWidth;
  const channels = g.inChannels;
  const rows = g.batchSize * g.inHeight;
  const { tasks, perTask } = share(rows, workOfRow(g));
  backend.withScratch(taps * channels * 4 + 16, weights => {
    moveBox(backend, {
      from: backend.address(filter) + (taps - 1) * channels * 4,
      to: weights,
      elementBytes: 4,
      dimensions: [
        { size: taps, from: -channels, to: channels },
        { size: channels, from: 1, to: 1 },
      ],
    });
    depthwiseConv2D(backend.native, tasks, {
      ...windowsOf(g),
      ...noEpilogue,
      input: backend.address(dy),
      weights,
      output: backend.address(dx),
      inHeight: g.outHeight,
      inWidth: g.outWidth,
      outHeight: g.inHeight,
      outWidth: g.inWidth,
      padTop: g.filterHeight - 1 - g.padInfo.top,
      padLeft: g.filterWidth - 1 - g.padInfo.left,
      dilationHeight: 1,
      dilationWidth: 1,
      rows,
      rowsPerTask: perTask,
    });
  });
}

function gatherGradient(
  backend: SimdBackend,
  dy: TensorInfo,
  filter: TensorInfo,
  dx: TensorInfo,
  g: Geometry,
): void {
  const rows = g.batchSize * g.inHeight;
  const { tasks, perTask } = share(rows, workOfRow(g));
  depthwiseInputGradient(backend.native, tasks, {
    dy: backend.address(dy),
    weights: backend.address(filter),
    dx: backend.address(dx),
    ...windowsOf(g),
    rows,
    rowsPerTask: perTask,
  });
}

export function depthwiseFilter(
  backend: SimdBackend,
  x: TensorInfo,
  dy: TensorInfo,
  g: Geometry,
): TensorInfo {
  const output = backend.output(g.filterShape, 'float32');
  const rows = g.batchSize * g.outHeight;
  const rowsPerSlice = Math.ceil(rows / slicesOf(rows, workOfRow(g)));
  const slices = Math.ceil(rows / rowsPerSlice);
  const taps = g.filterHeight * g.filterWidth;
  backend.withScratch(slices * taps * Math.ceil(g.outChannels / 4) * 16, sums => {
    const tensors = { input: backend.address(x), dy: backend.address(dy), sums };
    depthwiseFilterGradient(backend.native, slices, { ...tensors, ...windowsOf(g), rows, rowsPerSlice });
    addSlices(backend.native, 1, {
      sums,
      output: backend.address(output),
      slices,
      rows: taps,
      columns: g.outChannels,
      rowsPerTask: taps,
    });
  });
  return output;
}

/** Products that a slice should have at least; more slices than threads would ever use cost memory. */
const SMALLEST_SLICE = 32_768;
const MOST_SLICES = 16;

function slicesOf(rows: number, work: number): number {
  return Math.min(MOST_SLICES, rows, Math.max(1, Math.floor((rows * work) / SMALLEST_SLICE)));
}

function workOfRow(g: Geometry): number {
  return g.outWidth * g.outChannels * g.filterHeight * g.filterWidth;
}

/** The fields that all three kernels take. */
function windowsOf(g: Geometry) {
  return {
    inHeight: g.inHeight,
    inWidth: g.inWidth,
    inChannels: g.inChannels,
    multiplier: g.outChannels / g.inChannels,
    outHeight: g.outHeight,
    outWidth: g.outWidth,
    kernelHeight: g.filterHeight,
    kernelWidth: g.filterWidth,
    strideHeight: g.strideHeight,
    strideWidth: g.strideWidth,
    padTop: g.padInfo.top,
    padLeft: g.padInfo.left,
  };
}
