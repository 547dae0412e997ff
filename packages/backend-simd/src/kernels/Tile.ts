import { Tile, type TileAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { isInHeap, move, stridesOf } from './movement.js';

export const tile = nativeKernel<'x', TileAttrs>({
  name: Tile,
  supports: ({ x }) => isInHeap(x),
  compute: ({ inputs: { x }, attrs: { reps }, backend }) => {
    const shape = x.shape.map((size, i) => size * reps[i]);
    const output = backend.output(shape, x.dtype);
    const from = stridesOf(x.shape);
    const to = stridesOf(shape);
    // Each dimension becomes two: the repetitions, which read the same, and what is repeated.
    const box = x.shape.flatMap((size, i) => [
      { size: reps[i], from: 0, to: size * to[i] },
      { size, from: from[i], to: to[i] },
    ]);
    move(backend, x, output, box);
    return output;
  },
});
