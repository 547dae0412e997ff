import { FusedBatchNorm, type TensorInfo } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { batchNormFactors, batchNorm as batchNormKernel } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { product } from './broadcast.js';
import { elementsPerTask } from './tasks.js';

/** Channels are repeated to rows of at least this length: see `SHORT_ROW` in Binary.ts. */
const SHORT_ROW = 256;

/** Normalises by numbers per channel, the last dimension; parameters of other shapes are left to JavaScript. */
export const fusedBatchNorm = nativeKernel<
  'x' | 'mean' | 'variance',
  { varianceEpsilon?: number },
  'scale' | 'offset'
>({
  name: FusedBatchNorm,
  supports: ({ x, mean, variance, scale, offset }) =>
    x.dtype === 'float32' &&
    x.shape.length > 0 &&
    [mean, variance, scale ?? mean, offset ?? mean].every(parameter => isPerChannel(parameter, x)),
  compute: ({ inputs: { x, mean, variance, scale, offset }, attrs, backend }) => {
    const y = backend.output(x.shape, 'float32');
    const count = product(x.shape);
    const channels = x.shape[x.shape.length - 1];
    if (count === 0) return y;
    const times = channels >= SHORT_ROW ? 1 : Math.ceil(SHORT_ROW / 4 / channels) * 4;
    const columns = times * channels;
    backend.withScratch(3 * columns * 4 + 64, factors => {
      batchNormFactors(backend.native, 1, {
        mean: backend.address(mean),
        variance: backend.address(variance),
        scale: addressOr0(backend, scale),
        offset: addressOr0(backend, offset),
        factors,
        channels,
        times,
        epsilon: attrs.varianceEpsilon ?? 0.001,
      });
      const countPerTask = elementsPerTask(32);
      batchNormKernel(backend.native, Math.ceil(count / countPerTask), {
        x: backend.address(x),
        y: backend.address(y),
        factors,
        count,
        countPerTask,
        columns,
      });
    });
    return y;
  },
});

function isPerChannel({ dtype, shape }: TensorInfo, x: TensorInfo): boolean {
  return (
    dtype === 'float32' &&
    shape[shape.length - 1] === x.shape[x.shape.length - 1] &&
    product(shape) === shape[shape.length - 1]
  );
}

function addressOr0(backend: SimdBackend, tensor: TensorInfo | undefined): number {
  return tensor == null ? 0 : backend.address(tensor);
}
