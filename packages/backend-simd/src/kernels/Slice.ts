import { Slice, type SliceAttrs, slice_util, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { nativeKernel } from '../kernel.js';
import { isInHeap, move, stridesOf, viewOf } from './movement.js';

export const slice = nativeKernel<'x', SliceAttrs>({
  name: Slice,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs, backend }) => {
    const [begin, size] = slice_util.parseSliceParams(x, attrs.begin, attrs.size);
    slice_util.assertParamsValid(x, begin, size);
    return sliceOf(backend, x, begin, size);
  },
});

/** The part of a tensor that begins there and has that size; the tensor itself where that is all of it. */
export function sliceOf(
  backend: SimdBackend,
  x: TensorInfo,
  begin: number[],
  size: number[],
  step: number[] = begin.map(() => 1),
): TensorInfo {
  if (util.arraysEqual(size, x.shape) && step.every(by => by === 1)) return viewOf(backend, x, x.shape);
  const output = backend.output(size, x.dtype);
  const from = stridesOf(x.shape);
  const to = stridesOf(size);
  const fromOffset = begin.reduce((offset, at, i) => offset + at * from[i], 0);
  const box = size.map((length, i) => ({ size: length, from: from[i] * step[i], to: to[i] }));
  move(backend, x, output, box, { fromOffset });
  return output;
}
