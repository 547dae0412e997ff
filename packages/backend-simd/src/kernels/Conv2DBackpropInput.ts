import { Conv2DBackpropInput, type Conv2DBackpropInputAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { convGeometry, inputGradient, supportsConvolution } from './convolution.js';

export const conv2DBackpropInput = nativeKernel<'dy' | 'filter', Conv2DBackpropInputAttrs>({
  name: Conv2DBackpropInput,
  supports: ({ dy, filter }, { dataFormat }) => supportsConvolution([dy, filter], dataFormat),
  compute: ({ inputs: { dy, filter }, attrs, backend }) => {
    const geometry = convGeometry(attrs.inputShape, filter.shape, attrs);
    const output = backend.output(geometry.inShape, 'float32');
    inputGradient(backend, backend.address(dy), backend.address(filter), backend.address(output), geometry);
    return output;
  },
});
