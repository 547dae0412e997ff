import { All, Any, Max, Mean, Min, Prod, Sum, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { ReduceOp } from '../generated/kernels.js';
import { type NativeKernel, nativeKernel } from '../kernel.js';
import { product } from './broadcast.js';
import { castTo } from './Cast.js';
import { parseAxes, reduce, reducedCount } from './reduction.js';

interface Reduction {
  float32?: ReduceOp;
  int32?: ReduceOp;
  /** Bools are reduced as int32; whether the result is bool again. */
  bool?: 'bool' | 'int32';
}

type Attributes = { axis: number | number[]; reductionIndices?: number | number[]; keepDims: boolean };

const reductionOps: Readonly<Record<string, Reduction>> = {
  [All]: { bool: 'bool', int32: ReduceOp.MIN_INT },
  [Any]: { bool: 'bool', int32: ReduceOp.MAX_INT },
  [Max]: { float32: ReduceOp.MAX, int32: ReduceOp.MAX_INT, bool: 'bool' },
  [Min]: { float32: ReduceOp.MIN, int32: ReduceOp.MIN_INT, bool: 'bool' },
  [Prod]: { float32: ReduceOp.PROD, int32: ReduceOp.PROD_INT, bool: 'int32' },
  [Sum]: { float32: ReduceOp.SUM, int32: ReduceOp.SUM_INT, bool: 'int32' },
};

/** Sum, product, extremes and logic over any axes, as ops of TensorFlow.js. */
export const reductionKernels: NativeKernel[] = Object.entries(reductionOps).map(([name, reduction]) =>
  nativeKernel<'x', Attributes>({
    name,
    supports: ({ x }) => takes(name, reduction, x) && (name === Sum || product(x.shape) > 0),
    compute: ({ inputs: { x }, attrs, backend }) => {
      const axes = parseAxes(attrs.reductionIndices ?? attrs.axis, x.shape);
      if (x.dtype !== 'bool') {
        const op = reduction[x.dtype as 'float32' | 'int32'] as ReduceOp;
        return reduce(backend, x, axes, attrs.keepDims, op);
      }
      const result = asInt32(backend, x, x =>
        reduce(backend, x, axes, attrs.keepDims, reduction.int32 as ReduceOp),
      );
      return reduction.bool === 'bool' ? replaced(backend, result, castTo(backend, result, 'bool')) : result;
    },
  }),
);

export const mean = nativeKernel<'x', Attributes>({
  name: Mean,
  supports: ({ x }) => x.dtype === 'float32' || x.dtype === 'int32' || x.dtype === 'bool',
  compute: ({ inputs: { x }, attrs: { axis, keepDims }, backend }) => {
    const axes = parseAxes(axis, x.shape);
    const count = reducedCount(x.shape, axes);
    const floats = castTo(backend, x, 'float32');
    const result = reduce(backend, floats, axes, keepDims, ReduceOp.SUM, count === 0 ? 0 : 1 / count);
    return replaced(backend, floats, result);
  },
});

/** All and Any of int32 answer with the number they stopped at, which only JavaScript does. */
function takes(name: string, reduction: Reduction, x: TensorInfo): boolean {
  return x.dtype in reduction && (x.dtype === 'bool' || (name !== All && name !== Any));
}

function asInt32(backend: SimdBackend, x: TensorInfo, use: (x: TensorInfo) => TensorInfo): TensorInfo {
  const integers = castTo(backend, x, 'int32');
  return replaced(backend, integers, use(integers));
}

/** Frees an intermediate tensor and gives the one that was made of it. */
function replaced(backend: SimdBackend, old: TensorInfo, result: TensorInfo): TensorInfo {
  backend.disposeIntermediateTensorInfo(old);
  return result;
}
