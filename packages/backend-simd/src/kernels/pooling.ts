import { backend_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { windowsThatFit } from './convGeometry.js';
import { share } from './tasks.js';

/** Attributes that the pools and their gradients share. */
export interface PoolAttributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type PoolGeometry = backend_util.Conv2DInfo;

export function poolGeometry(
  shape: number[],
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): PoolGeometry {
  const inShape = shape as [number, number, number, number];
  return windowsThatFit(
    backend_util.computePool2DInfo(inShape, filterSize, strides, 1, pad, dimRoundingMode),
  );
}

/** The fields that all pooling kernels take. */
export function windowsOf(g: PoolGeometry) {
  return {
    channels: g.inChannels,
    inHeight: g.inHeight,
    inWidth: g.inWidth,
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

/** Cuts the rows of a batch into tasks; `width` is the pixels in one, each the work of a window. */
export function shareRows(g: PoolGeometry, rows: number, width: number) {
  const { tasks, perTask } = share(rows, width * g.inChannels * g.filterHeight * g.filterWidth);
  return { tasks, rows, rowsPerTask: perTask };
}

function isFilledFloat({ dtype, shape }: TensorInfo): boolean {
  return dtype === 'float32' && shape.length === 4 && shape.every(size => size > 0);
}

/** A gradient can be computed where dy has the shape that these attributes give. */
export function supportsPoolGradient(dy: TensorInfo, input: TensorInfo, attributes: PoolAttributes): boolean {
  if (!isFilledFloat(input) || !isFilledFloat(dy)) return false;
  return util.arraysEqual(poolGeometry(input.shape, attributes).outShape, dy.shape);
}

export function supportsPool(x: TensorInfo, attributes: PoolAttributes): boolean {
  return isFilledFloat(x) && poolGeometry(x.shape, attributes).outShape.every(size => size > 0);
}

/** A window of one pixel leaves everything as it is: the output is the input. */
export function sameTensor(backend: SimdBackend, x: TensorInfo): TensorInfo {
  backend.share(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

export function isIdentity(g: PoolGeometry): boolean {
  return g.filterHeight === 1 && g.filterWidth === 1 && util.arraysEqual(g.inShape, g.outShape);
}

/** Windows of 2×2 side by side, without padding, and at most one row and one column left over. */
export function isTwoByTwo(g: PoolGeometry): boolean {
  const { inHeight, inWidth, outHeight, outWidth } = g;
  const { top, left } = g.padInfo;
  const sizes = [g.filterHeight, g.filterWidth, g.strideHeight, g.strideWidth];
  const fits = outHeight === inHeight >> 1 && outWidth === inWidth >> 1;
  return sizes.every(size => size === 2) && top === 0 && left === 0 && fits;
}
