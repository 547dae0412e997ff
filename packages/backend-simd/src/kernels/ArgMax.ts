import { ArgMax, ArgMin } from '@tensorflow/tfjs-core';
import { findExtreme } from '../generated/kernels.js';
import { type NativeKernel, nativeKernel } from '../kernel.js';
import { product } from './broadcast.js';
import { parseAxes, reducedShape } from './reduction.js';
import { elementsPerTask } from './tasks.js';

/** Indices of the largest and of the smallest numbers along an axis. */
export const argKernels: NativeKernel[] = [arg(ArgMax, 0), arg(ArgMin, 1)];

function arg(name: string, smallest: 0 | 1): NativeKernel {
  return nativeKernel<'x', { axis: number }>({
    name,
    supports: ({ x }, { axis }) =>
      (x.dtype === 'float32' || x.dtype === 'int32') && parseAxes(axis, x.shape).length === 1,
    compute: ({ inputs: { x }, attrs, backend }) => {
      const [axis] = parseAxes(attrs.axis, x.shape);
      const y = backend.output(reducedShape(x.shape, [axis], false), 'int32');
      const length = x.shape[axis];
      const count = product(y.shape);
      const perTask = elementsPerTask(64 * length + 1);
      findExtreme(backend.native, Math.ceil(count / perTask), {
        x: backend.address(x),
        y: backend.address(y),
        count,
        perTask,
        length,
        inner: product(x.shape.slice(axis + 1)),
        smallest,
        integers: x.dtype === 'int32' ? 1 : 0,
      });
      return y;
    },
  });
}
