import { Transpose, type TransposeAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { isInHeap, move, stridesOf } from './movement.js';

export const transpose = nativeKernel<'x', TransposeAttrs>({
  name: Transpose,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs: { perm }, backend }) => {
    const shape = perm.map(axis => x.shape[axis]);
    const output = backend.output(shape, x.dtype);
    const from = stridesOf(x.shape);
    const to = stridesOf(shape);
    move(
      backend,
      x,
      output,
      perm.map((axis, i) => ({ size: shape[i], from: from[axis], to: to[i] })),
    );
    return output;
  },
});
