import { ExpandDims, type ExpandDimsAttrs, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { viewOf } from './movement.js';

export const expandDims = nativeKernel<'input', ExpandDimsAttrs>({
  name: ExpandDims,
  supports: ({ input }) => input.dtype !== 'complex64',
  compute: ({ inputs: { input }, attrs: { dim }, backend }) => {
    const rank = input.shape.length;
    util.assert(-(rank + 1) <= dim, () => `Axis must be in the interval [${-(rank + 1)}, ${rank}]`);
    return viewOf(backend, input, input.shape.toSpliced(dim < 0 ? rank + dim + 1 : dim, 0, 1));
  },
});
