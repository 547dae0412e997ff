import { ResizeBilinearGrad, type ResizeBilinearGradAttrs } from '@tensorflow/tfjs-core';
import { resizeBilinearGradient } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isFilled, resizeFields, shareImages } from './resizing.js';

export const resizeBilinearGrad = nativeKernel<'images' | 'dy', ResizeBilinearGradAttrs>({
  name: ResizeBilinearGrad,
  supports: ({ images, dy }) => dy.dtype === 'float32' && isFilled(images) && isFilled(dy),
  compute: ({ inputs: { images, dy }, attrs, backend }) => {
    const dx = backend.output(images.shape, 'float32');
    const { tasks, ...blocks } = shareImages(images.shape);
    resizeBilinearGradient(backend.native, tasks, {
      dy: backend.address(dy),
      dx: backend.address(dx),
      ...resizeFields(images.shape, dy.shape.slice(1, 3), attrs),
      ...blocks,
    });
    return dx;
  },
});
