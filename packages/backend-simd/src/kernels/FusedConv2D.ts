import { FusedConv2D, type FusedConv2DAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { convGeometry, supportsConvolution } from './convGeometry.js';
import { convolve } from './convolve.js';
import { activations } from './multiply.js';

export const fusedConv2D = nativeKernel<'x' | 'filter', FusedConv2DAttrs, 'bias' | 'preluActivationWeights'>({
  name: FusedConv2D,
  supports: ({ x, filter, bias, preluActivationWeights }, { dataFormat, activation }) =>
    supportsConvolution([x, filter], dataFormat) &&
    preluActivationWeights == null &&
    (bias == null ||
      (bias.dtype === 'float32' && bias.shape.length === 1 && bias.shape[0] === filter.shape[3])) &&
    (activation ?? 'linear') in activations,
  compute: ({ inputs: { x, filter, bias }, attrs, backend }) => {
    const geometry = convGeometry(x.shape, filter.shape, attrs);
    const output = backend.output(geometry.outShape, 'float32');
    const [xAt, filterAt, outputAt] = [x, filter, output].map(tensor => backend.address(tensor));
    convolve(backend, xAt, filterAt, outputAt, geometry, {
      bias: bias == null ? 0 : backend.address(bias),
      activation: activations[(attrs.activation ?? 'linear') as keyof typeof activations],
    });
    return output;
  },
});
