import { _FusedMatMul, type _FusedMatMulAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { matrixProduct } from './BatchMatMul.js';
import { activations } from './multiply.js';

export const fusedMatMul = nativeKernel<'a' | 'b', _FusedMatMulAttrs, 'bias' | 'preluActivationWeights'>({
  name: _FusedMatMul,
  supports: ({ a, b, bias, preluActivationWeights }, { transposeA, activation }) =>
    [a, b, bias ?? a].every(tensor => tensor.dtype === 'float32') &&
    preluActivationWeights == null &&
    !transposeA &&
    (bias == null || isRow(bias.shape, b.shape)) &&
    (activation ?? 'linear') in activations,
  compute: ({ inputs, attrs, backend }) =>
    matrixProduct(backend, inputs.a, inputs.b, attrs, {
      bias: inputs.bias == null ? 0 : backend.address(inputs.bias),
      activation: activations[(attrs.activation ?? 'linear') as keyof typeof activations],
    }),
});

/** Whether the bias has one number a column. */
function isRow(bias: number[], b: number[]): boolean {
  const size = bias.reduce((x, y) => x * y, 1);
  return size === bias[bias.length - 1] && b.slice(-2).includes(size) && size > 1;
}
