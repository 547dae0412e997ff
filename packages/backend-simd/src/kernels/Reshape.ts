import { Reshape, type ReshapeAttrs, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { viewOf } from './movement.js';

export const reshape = nativeKernel<'x', ReshapeAttrs>({
  name: Reshape,
  supports: ({ x }) => x.dtype !== 'complex64',
  compute: ({ inputs: { x }, attrs, backend }) => {
    const size = util.sizeFromShape(x.shape);
    const shape = util.inferFromImplicitShape(attrs.shape, size);
    util.assert(
      size === util.sizeFromShape(shape),
      () => `Reshape: expected a shape of ${size} elements, as [${x.shape}] has, got [${shape}].`,
    );
    return viewOf(backend, x, shape);
  },
});
