import { AvgPoolGrad, type AvgPoolGradAttrs } from '@tensorflow/tfjs-core';
import { averagePool2x2Gradient, averagePoolGradient } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isTwoByTwo, poolGeometry, shareRows, supportsPoolGradient, windowsOf } from './pooling.js';

export const avgPoolGrad = nativeKernel<'dy' | 'input', AvgPoolGradAttrs>({
  name: AvgPoolGrad,
  supports: ({ dy, input }, attrs) => supportsPoolGradient(dy, input, attrs),
  compute: ({ inputs: { dy, input }, attrs, backend }) => {
    const g = poolGeometry(input.shape, attrs);
    const dx = backend.output(g.inShape, 'float32');
    const tensors = { dy: backend.address(dy), dx: backend.address(dx) };
    if (isTwoByTwo(g)) {
      const { tasks, ...rows } = shareRows(g, g.batchSize * g.outHeight, g.outWidth);
      averagePool2x2Gradient(backend.native, tasks, { ...tensors, ...windowsOf(g), ...rows });
      return dx;
    }
    const { tasks, ...rows } = shareRows(g, g.batchSize * g.inHeight, g.inWidth);
    averagePoolGradient(backend.native, tasks, { ...tensors, ...windowsOf(g), ...rows });
    return dx;
  },
});
