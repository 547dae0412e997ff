import { AddN, type TensorInfo } from '@tensorflow/tfjs-core';
import { BinaryOp } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { combine } from './Binary.js';
import { equal } from './broadcast.js';
import { viewOf } from './movement.js';

const adds: Readonly<Record<string, BinaryOp>> = { float32: BinaryOp.ADD, int32: BinaryOp.ADD_INT };

/** The sum of any number of tensors of one shape, from left to right. TensorFlow.js hands over an array. */
export const addN = nativeKernel<string>({
  name: AddN,
  supports: inputs =>
    tensorsOf(inputs).every(
      ({ dtype, shape }) =>
        dtype in adds && dtype === tensorsOf(inputs)[0].dtype && equal(shape, tensorsOf(inputs)[0].shape),
    ),
  compute: ({ inputs, backend }) => {
    const [first, ...others] = tensorsOf(inputs);
    let sum = viewOf(backend, first, first.shape);
    for (const tensor of others) {
      const before = sum;
      sum = combine(backend, before, tensor, adds[first.dtype], first.dtype);
      backend.disposeData(before.dataId);
    }
    return sum;
  },
});

function tensorsOf(inputs: Record<string, TensorInfo>): TensorInfo[] {
  return inputs as unknown as TensorInfo[];
}
