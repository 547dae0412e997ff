import { Conv2DBackpropInput, type Conv2DBackpropInputAttrs, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { convGeometry, supportsConvolution } from './convGeometry.js';
import { inputGradient } from './convolutionInputGradient.js';

export const conv2DBackpropInput = nativeKernel<'dy' | 'filter', Conv2DBackpropInputAttrs>({
  name: Conv2DBackpropInput,
  supports: ({ dy, filter }, attrs) =>
    supportsConvolution([dy, filter], attrs.dataFormat) &&
    // conv2dTranspose accepts gradients larger than the convolution's output.
    util.arraysEqual(dy.shape, convGeometry(attrs.inputShape, filter.shape, attrs).outShape),
  compute: ({ inputs: { dy, filter }, attrs, backend }) => {
    const geometry = convGeometry(attrs.inputShape, filter.shape, attrs);
    const [gradient, weights] = [backend.heapTensor(dy), backend.heapTensor(filter)];
    // TensorFlow.js asks for it even in a network's first layer, where nothing reads it.
    return backend.deferredOutput(geometry.inShape, {
      inputs: [gradient, weights],
      run: output =>
        inputGradient(backend, gradient.block.address, weights.block.address, output.block.address, geometry),
    });
  },
});
