import { Select } from '@tensorflow/tfjs-core';
import { select as selectKernel } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { product } from './broadcast.js';
import { elementsPerTask } from './tasks.js';

export const select = nativeKernel<'condition' | 't' | 'e'>({
  name: Select,
  supports: ({ condition, t, e }) =>
    condition.dtype === 'bool' &&
    t.dtype === e.dtype &&
    t.dtype !== 'complex64' &&
    t.dtype !== 'string' &&
    product(condition.shape) === product(t.shape) &&
    product(e.shape) === product(t.shape),
  compute: ({ inputs: { condition, t, e }, backend }) => {
    const y = backend.output(t.shape, t.dtype);
    const count = product(t.shape);
    const countPerTask = elementsPerTask(32);
    selectKernel(backend.native, Math.ceil(count / countPerTask), {
      condition: backend.address(condition),
      t: backend.address(t),
      e: backend.address(e),
      y: backend.address(y),
      count,
      countPerTask,
      elementBytes: t.dtype === 'bool' ? 1 : 4,
    });
    return y;
  },
});
