import { backend_util, Concat, type ConcatAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { nativeKernel } from '../kernel.js';
import { isInHeap, move, viewOf } from './movement.js';

export const concat = nativeKernel<string, ConcatAttrs>({
  name: Concat,
  supports: inputs => isOneType(tensorsOf(inputs)),
  compute: ({ inputs, attrs, backend }) => {
    const tensors = tensorsOf(inputs);
    const shapes = tensors.map(({ shape }) => shape);
    const [axis] = util.parseAxisParam(attrs.axis, shapes[0]);
    backend_util.assertParamsConsistent(shapes, axis);
    const filled = tensors.filter(({ shape }) => shape.every(size => size > 0));
    const shape = backend_util.computeOutShape(shapes, axis);
    if (filled.length === 1) return viewOf(backend, filled[0], filled[0].shape);
    return concatenate(backend, filled, tensors[0].dtype, shape, axis);
  },
});

/** Whether the engine can move these tensors into one. */
export function isOneType(tensors: TensorInfo[]): boolean {
  return tensors.every(tensor => isInHeap(tensor) && tensor.dtype === tensors[0].dtype);
}

/** The kernel gets a list of inputs as an object with their numbers as keys. */
export function tensorsOf(inputs: Record<string, TensorInfo>): TensorInfo[] {
  return Object.values(inputs);
}

/** Puts tensors one after the other along an axis of the output; each has the output's outer dimensions. */
export function concatenate(
  backend: SimdBackend,
  tensors: TensorInfo[],
  dtype: TensorInfo['dtype'],
  shape: number[],
  axis: number,
): TensorInfo {
  const output = backend.output(shape, dtype);
  const rows = util.sizeFromShape(shape.slice(0, axis));
  const rowSize = util.sizeFromShape(shape.slice(axis));
  let toOffset = 0;
  for (const tensor of tensors) {
    const size = util.sizeFromShape(tensor.shape) / rows;
    const box = [
      { size: rows, from: size, to: rowSize },
      { size, from: 1, to: 1 },
    ];
    move(backend, tensor, output, box, { toOffset });
    toOffset += size;
  }
  return output;
}
