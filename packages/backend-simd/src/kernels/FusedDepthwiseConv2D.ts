import { FusedDepthwiseConv2D, type FusedDepthwiseConv2DAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { areFilledFloats, depthwise, depthwiseGeometry } from './depthwise.js';
import { activations } from './multiply.js';

export const fusedDepthwiseConv2D = nativeKernel<
  'x' | 'filter',
  FusedDepthwiseConv2DAttrs,
  'bias' | 'preluActivationWeights'
>({
  name: FusedDepthwiseConv2D,
  supports: ({ x, filter, bias, preluActivationWeights }, { activation }) =>
    areFilledFloats([x, filter]) &&
    preluActivationWeights == null &&
    (bias == null || isBias(bias, filter.shape[2] * filter.shape[3])) &&
    (activation ?? 'linear') in activations,
  compute: ({ inputs: { x, filter, bias }, attrs, backend }) =>
    depthwise(backend, x, filter, depthwiseGeometry(x.shape, filter.shape, attrs), {
      bias: bias == null ? 0 : backend.address(bias),
      activation: activations[(attrs.activation ?? 'linear') as keyof typeof activations],
    }),
});

function isBias({ dtype, shape }: { dtype: string; shape: number[] }, channels: number): boolean {
  return dtype === 'float32' && shape.length === 1 && shape[0] === channels;
}
