import { backend_util, SplitV, type SplitVAttrs, type Tensor, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { isInHeap } from './movement.js';
import { sliceOf } from './Slice.js';

export const splitV = nativeKernel<'x', SplitVAttrs>({
  name: SplitV,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs, backend }) => {
    const [axis] = util.parseAxisParam(attrs.axis, x.shape);
    const begin = x.shape.map(() => 0);
    return backend_util.prepareSplitSize(x as Tensor, attrs.numOrSizeSplits, axis).map(length => {
      const part = sliceOf(backend, x, begin, x.shape.with(axis, length));
      begin[axis] += length;
      return part;
    });
  },
});
