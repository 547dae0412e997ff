import { ResizeBilinear, type ResizeBilinearAttrs } from '@tensorflow/tfjs-core';
import { resizeBilinear as runResizeBilinear } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isFilled, resizeFields, shareOutputRows } from './resizing.js';

export const resizeBilinear = nativeKernel<'images', ResizeBilinearAttrs>({
  name: ResizeBilinear,
  supports: ({ images }) => images.dtype === 'float32' && isFilled(images),
  compute: ({ inputs: { images }, attrs, backend }) => {
    const [batch, , , channels] = images.shape;
    const [height, width] = attrs.size;
    const output = backend.output([batch, height, width, channels], 'float32');
    const { tasks, ...rows } = shareOutputRows(batch, height, width, channels);
    runResizeBilinear(backend.native, tasks, {
      input: backend.address(images),
      output: backend.address(output),
      ...resizeFields(images.shape, attrs.size, attrs),
      ...rows,
    });
    return output;
  },
});
