import { StridedSlice, type StridedSliceAttrs, slice_util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { isInHeap, viewOf } from './movement.js';
import { sliceOf } from './Slice.js';

export const stridedSlice = nativeKernel<'x', StridedSliceAttrs>({
  name: StridedSlice,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs, backend }) => {
    const { beginMask, endMask, ellipsisMask, newAxisMask, shrinkAxisMask } = attrs;
    const info = slice_util.sliceInfo(
      x.shape,
      attrs.begin,
      attrs.end,
      attrs.strides,
      beginMask,
      endMask,
      ellipsisMask,
      newAxisMask,
      shrinkAxisMask,
    );
    if (info.isIdentity) return viewOf(backend, x, info.finalShape);
    const size = slice_util.computeOutShape(info.begin, info.end, info.strides);
    const part = sliceOf(backend, x, info.begin, size, info.strides);
    return { ...part, shape: info.finalShape };
  },
});
