import { Unpack, type UnpackAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { isInHeap } from './movement.js';
import { sliceOf } from './Slice.js';

export const unpack = nativeKernel<'value', UnpackAttrs>({
  name: Unpack,
  supports: ({ value }) => isInHeap(value),
  compute: ({ inputs: { value }, attrs, backend }) => {
    const axis = attrs.axis < 0 ? attrs.axis + value.shape.length : attrs.axis;
    const begin = value.shape.map(() => 0);
    return Array.from({ length: value.shape[axis] }, (_, i) => {
      const part = sliceOf(backend, value, begin.with(axis, i), value.shape.with(axis, 1));
      return { ...part, shape: value.shape.toSpliced(axis, 1) };
    });
  },
});
