import { Conv2DBackpropFilter, type Conv2DBackpropFilterAttrs, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { convGeometry, supportsConvolution } from './convGeometry.js';
import { filterGradient } from './convolutionFilterGradient.js';

export const conv2DBackpropFilter = nativeKernel<'x' | 'dy', Conv2DBackpropFilterAttrs>({
  name: Conv2DBackpropFilter,
  supports: ({ x, dy }, attrs) =>
    supportsConvolution([x, dy], attrs.dataFormat) &&
    util.arraysEqual(dy.shape, convGeometry(x.shape, attrs.filterShape, attrs).outShape),
  compute: ({ inputs: { x, dy }, attrs, backend }) => {
    const geometry = convGeometry(x.shape, attrs.filterShape, attrs);
    const output = backend.output(geometry.filterShape, 'float32');
    filterGradient(backend, backend.address(x), backend.address(dy), backend.address(output), geometry);
    return output;
  },
});
