import { PadV2, type PadV2Attrs, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { nativeKernel } from '../kernel.js';
import { fill, isInHeap, move, stridesOf, viewOf } from './movement.js';

export const padV2 = nativeKernel<'x', PadV2Attrs>({
  name: PadV2,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs: { paddings, constantValue }, backend }) => {
    if (paddings.every(([before, after]) => before === 0 && after === 0)) return viewOf(backend, x, x.shape);
    const output = copyInside(backend, x, paddings);
    const to = stridesOf(output.shape);
    paddings.forEach((edges, axis) => {
      const [before, after] = edges;
      const end = before + x.shape[axis];
      for (const [start, size] of [
        [0, before],
        [end, after],
      ]) {
        // Of the dimensions before this one the inside only, of those after it all: each element is written once.
        const box = output.shape.map((length, i) => ({ size: i < axis ? x.shape[i] : length, to: to[i] }));
        box[axis].size = size;
        const inside = paddings.slice(0, axis).reduce((offset, [skip], i) => offset + skip * to[i], 0);
        fill(backend, output, constantValue, box, inside + start * to[axis]);
      }
    });
    return output;
  },
});

/** A tensor larger by the paddings with x in its middle; what is around it is not written. */
export function copyInside(backend: SimdBackend, x: TensorInfo, paddings: [number, number][]): TensorInfo {
  const shape = x.shape.map((size, i) => paddings[i][0] + size + paddings[i][1]);
  const output = backend.output(shape, x.dtype);
  const from = stridesOf(x.shape);
  const to = stridesOf(shape);
  const toOffset = paddings.reduce((offset, [before], i) => offset + before * to[i], 0);
  const box = x.shape.map((size, i) => ({ size, from: from[i], to: to[i] }));
  move(backend, x, output, box, { toOffset });
  return output;
}
