import { Cast, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { CastOp, cast as castKernel } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { viewOf } from './movement.js';
import { elementsPerTask } from './tasks.js';

const casts: Readonly<Record<string, Readonly<Record<string, CastOp>>>> = {
  float32: { int32: CastOp.FLOAT_TO_INT, bool: CastOp.FLOAT_TO_BOOL },
  int32: { float32: CastOp.INT_TO_FLOAT, bool: CastOp.INT_TO_BOOL },
  bool: { float32: CastOp.BOOL_TO_FLOAT, int32: CastOp.BOOL_TO_INT },
};

/**
 * Numbers only. The `cpu` engine casts upwards by relabelling its array; here each type has bytes of its own, so all
 * of these casts convert.
 */
export const cast = nativeKernel<'x', { dtype: DataType }>({
  name: Cast,
  supports: ({ x }, { dtype }) => x.dtype === dtype || casts[x.dtype]?.[dtype] !== undefined,
  compute: ({ inputs: { x }, attrs: { dtype }, backend }) => castTo(backend, x, dtype),
});

/** The tensor in another type of number; the same data where it has that type already. */
export function castTo(backend: SimdBackend, x: TensorInfo, dtype: DataType): TensorInfo {
  if (x.dtype === dtype) return viewOf(backend, x, x.shape);
  const y = backend.output(x.shape, dtype);
  const count = util.sizeFromShape(x.shape);
  const countPerTask = elementsPerTask(32);
  castKernel(backend.native, Math.ceil(count / countPerTask), {
    x: backend.address(x),
    y: backend.address(y),
    count,
    countPerTask,
    op: casts[x.dtype][dtype],
  });
  return y;
}
