import { ResizeNearestNeighbor, type ResizeNearestNeighborAttrs } from '@tensorflow/tfjs-core';
import { resizeNearest } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isFilled, resizeFields, shareOutputRows } from './resizing.js';

export const resizeNearestNeighbor = nativeKernel<'images', ResizeNearestNeighborAttrs>({
  name: ResizeNearestNeighbor,
  supports: ({ images }) => (images.dtype === 'float32' || images.dtype === 'int32') && isFilled(images),
  compute: ({ inputs: { images }, attrs, backend }) => {
    const [batch, , , channels] = images.shape;
    const [height, width] = attrs.size;
    const output = backend.output([batch, height, width, channels], images.dtype);
    const { tasks, ...rows } = shareOutputRows(batch, height, width, channels);
    resizeNearest(backend.native, tasks, {
      input: backend.address(images),
      output: backend.address(output),
      ...resizeFields(images.shape, attrs.size, attrs),
      ...rows,
    });
    return output;
  },
});
