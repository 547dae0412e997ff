import { Reverse, type ReverseAttrs, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { isInHeap, move, stridesOf, viewOf } from './movement.js';

export const reverse = nativeKernel<'x', ReverseAttrs>({
  name: Reverse,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs: { dims }, backend }) => {
    const axes = util.parseAxisParam(dims, x.shape);
    if (axes.length === 0) return viewOf(backend, x, x.shape);
    const output = backend.output(x.shape, x.dtype);
    const strides = stridesOf(x.shape);
    const box = x.shape.map((size, i) => ({ size, from: strides[i], to: strides[i] }));
    for (const axis of axes) box[axis].from = -strides[axis];
    const fromOffset = axes.reduce((offset, axis) => offset + (x.shape[axis] - 1) * strides[axis], 0);
    move(backend, x, output, box, { fromOffset });
    return output;
  },
});
