import { type DataType, OneHot } from '@tensorflow/tfjs-core';
import { oneHot as oneHotKernel } from '../generated/kernels.js';
import { nativeKernel } from '../kernel.js';
import { product } from './broadcast.js';
import { elementsPerTask } from './tasks.js';

interface Attributes {
  depth: number;
  onValue: number;
  offValue: number;
  dtype: DataType;
}

export const oneHot = nativeKernel<'indices', Attributes>({
  name: OneHot,
  supports: ({ indices }, { dtype }) =>
    indices.dtype === 'int32' && (dtype === 'float32' || dtype === 'int32'),
  compute: ({ inputs: { indices }, attrs: { depth, onValue, offValue, dtype }, backend }) => {
    const y = backend.output([...indices.shape, depth], dtype);
    const count = product(indices.shape);
    const countPerTask = elementsPerTask(16 * depth + 16);
    oneHotKernel(backend.native, Math.ceil(count / countPerTask), {
      indices: backend.address(indices),
      y: backend.address(y),
      count,
      countPerTask,
      depth,
      on: bitsOf(dtype, onValue),
      off: bitsOf(dtype, offValue),
    });
    return y;
  },
});

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The 32 bits that a number of that type has in memory. */
function bitsOf(dtype: DataType, value: number): number {
  if (dtype === 'int32') return value | 0;
  float[0] = value;
  return bits[0];
}
