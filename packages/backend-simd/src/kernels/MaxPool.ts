import { MaxPool, type MaxPoolAttrs } from '@tensorflow/tfjs-core';
import { maxPool as runMaxPool } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { isIdentity, poolGeometry, sameTensor, shareRows, supportsPool, windowsOf } from './pooling.js';

export const maxPool = nativeKernel<'x', MaxPoolAttrs>({
  name: MaxPool,
  supports: ({ x }, attrs) => supportsPool(x, attrs),
  compute: ({ inputs: { x }, attrs, backend }) => {
    const g = poolGeometry(x.shape, attrs);
    if (isIdentity(g)) return sameTensor(backend, x);
    const output = backend.output(g.outShape, 'float32');
    const { tasks, ...rows } = shareRows(g, g.batchSize * g.outHeight, g.outWidth);
    const tensors = { input: backend.address(x), output: backend.address(output) };
    runMaxPool(backend.native, tasks, { ...tensors, ...windowsOf(g), ...rows });
    return output;
  },
});
