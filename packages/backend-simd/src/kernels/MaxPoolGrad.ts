import { MaxPoolGrad, type MaxPoolGradAttrs } from '@tensorflow/tfjs-core';
import { maxPool2x2Gradient, maxPoolGradient } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isTwoByTwo, poolGeometry, shareRows, supportsPoolGradient, windowsOf } from './pooling.js';
import { shareChannels } from './tasks.js';

export const maxPoolGrad = nativeKernel<'dy' | 'input' | 'output', MaxPoolGradAttrs>({
  name: MaxPoolGrad,
  supports: ({ dy, input }, attrs) => supportsPoolGradient(dy, input, attrs),
  compute: ({ inputs: { dy, input }, attrs, backend }) => {
    const g = poolGeometry(input.shape, attrs);
    const dx = backend.output(g.inShape, 'float32');
    const tensors = { input: backend.address(input), dy: backend.address(dy), dx: backend.address(dx) };
    if (isTwoByTwo(g)) {
      const { tasks, ...rows } = shareRows(g, g.batchSize * g.outHeight, g.outWidth);
      maxPool2x2Gradient(backend.native, tasks, { ...tensors, ...windowsOf(g), ...rows });
      return dx;
    }
    const { tasks, ...blocks } = shareChannels(g.batchSize, g.inChannels);
    maxPoolGradient(backend.native, tasks, { ...tensors, ...windowsOf(g), ...blocks });
    return dx;
  },
});
