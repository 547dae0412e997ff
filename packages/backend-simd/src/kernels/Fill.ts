import {
  type DataType,
  Fill,
  type FillAttrs,
  OnesLike,
  type TensorInfo,
  util,
  ZerosLike,
} from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { type NativeKernel, nativeKernel } from '../kernel.js';
import { fill as fillBox, isInHeap } from './movement.js';

/** Tensors of one value: Fill, and those shaped like another tensor. */
export const fills: NativeKernel[] = [
  nativeKernel<never, FillAttrs>({
    name: Fill,
    supports: (_, { value, dtype }) => typeof value === 'number' && (dtype === undefined || isNumeric(dtype)),
    compute: ({ attrs: { shape, value, dtype }, backend }) =>
      filled(backend, shape, dtype ?? util.inferDtype(value), value as number),
  }),
  filledLike(ZerosLike, 0),
  filledLike(OnesLike, 1),
];

function filledLike(name: string, value: number): NativeKernel {
  return nativeKernel<'x'>({
    name,
    supports: ({ x }) => isInHeap(x),
    compute: ({ inputs: { x }, backend }) => filled(backend, x.shape, x.dtype, value),
  });
}

function filled(backend: SimdBackend, shape: number[], dtype: DataType, value: number): TensorInfo {
  const output = backend.output(shape, dtype);
  fillBox(backend, output, value, [{ size: util.sizeFromShape(shape), to: 1 }]);
  return output;
}

function isNumeric(dtype: string): boolean {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}
