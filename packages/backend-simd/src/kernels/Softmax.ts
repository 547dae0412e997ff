import { Softmax } from '@tensorflow/tfjs-core';
import { softmax as softmaxKernel } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { product } from './broadcast.js';
import { elementsPerTask } from './tasks.js';

export const softmax = nativeKernel<'logits', { dim: number }>({
  name: Softmax,
  supports: ({ logits: { dtype, shape } }, { dim }) =>
    dtype === 'float32' && shape.length > 0 && (dim === -1 || dim === shape.length - 1),
  compute: ({ inputs: { logits }, backend }) => {
    const y = backend.output(logits.shape, 'float32');
    const columns = logits.shape[logits.shape.length - 1];
    const count = product(logits.shape);
    if (count === 0) return y;
    const rows = count / columns;
    const rowsPerTask = Math.ceil(elementsPerTask(150) / columns);
    softmaxKernel(backend.native, Math.ceil(rows / rowsPerTask), {
      x: backend.address(logits),
      y: backend.address(y),
      rows,
      columns,
      rowsPerTask,
    });
    return y;
  },
});
