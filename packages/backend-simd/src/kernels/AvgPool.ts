import { AvgPool, type AvgPoolAttrs } from '@tensorflow/tfjs-core';
import { averagePool } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isIdentity, poolGeometry, sameTensor, shareRows, supportsPool, windowsOf } from './pooling.js';

export const avgPool = nativeKernel<'x', AvgPoolAttrs>({
  name: AvgPool,
  supports: ({ x }, attrs) => supportsPool(x, attrs),
  compute: ({ inputs: { x }, attrs, backend }) => {
    const g = poolGeometry(x.shape, attrs);
    if (isIdentity(g)) return sameTensor(backend, x);
    const output = backend.output(g.outShape, 'float32');
    const { tasks, ...rows } = shareRows(g, g.batchSize * g.outHeight, g.outWidth);
    const tensors = { input: backend.address(x), output: backend.address(output) };
    averagePool(backend.native, tasks, { ...tensors, ...windowsOf(g), ...rows });
    return output;
  },
});
