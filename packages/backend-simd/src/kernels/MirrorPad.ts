import { MirrorPad, type MirrorPadAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { isInHeap, move, stridesOf } from './movement.js';
import { copyInside } from './PadV2.js';

export const mirrorPad = nativeKernel<'x', MirrorPadAttrs>({
  name: MirrorPad,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs: { paddings, mode }, backend }) => {
    const output = copyInside(backend, x, paddings);
    const strides = stridesOf(output.shape);
    // The mirror stands on the outermost element, or beside it, which then appears twice.
    const skip = mode === 'reflect' ? 1 : 0;
    for (let axis = x.shape.length - 1; axis >= 0; axis--) {
      const [before, after] = paddings[axis];
      const end = before + x.shape[axis];
      const stride = strides[axis];
      const inside = paddings.slice(0, axis).reduce((offset, [edge], i) => offset + edge * strides[i], 0);
      // What is inside along the dimensions before this one; along those after it all is written already.
      const mirror = (size: number, from: number, to: number) => {
        const box = output.shape.map((length, i) => ({
          size: i < axis ? x.shape[i] : length,
          from: strides[i],
          to: strides[i],
        }));
        box[axis] = { size, from: -stride, to: stride };
        move(backend, output, output, box, {
          fromOffset: inside + from * stride,
          toOffset: inside + to * stride,
        });
      };
      mirror(before, 2 * before - 1 + skip, 0);
      mirror(after, end - 1 - skip, end);
    }
    return output;
  },
});
