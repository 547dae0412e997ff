import type { NativeKernel } from '../kernel.js';
import { avgPool } from './AvgPool.js';
import { avgPoolGrad } from './AvgPoolGrad.js';
import { batchMatMul } from './BatchMatMul.js';
import { conv2D } from './Conv2D.js';
import { conv2DBackpropFilter } from './Conv2DBackpropFilter.js';
import { conv2DBackpropInput } from './Conv2DBackpropInput.js';
import { fusedConv2D } from './FusedConv2D.js';
import { fusedMatMul } from './FusedMatMul.js';
import { maxPool } from './MaxPool.js';
import { maxPoolGrad } from './MaxPoolGrad.js';

/** Every op that the engine computes itself. All others run as the `cpu` backend's JavaScript. */
export const nativeKernels: NativeKernel[] = [
  avgPool,
  avgPoolGrad,
  batchMatMul,
  conv2D,
  conv2DBackpropFilter,
  conv2DBackpropInput,
  fusedConv2D,
  fusedMatMul,
  maxPool,
  maxPoolGrad,
];
