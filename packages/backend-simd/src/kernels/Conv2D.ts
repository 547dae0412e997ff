import { Conv2D, type Conv2DAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { convGeometry, supportsConvolution } from './convGeometry.js';
import { convolve } from './convolve.js';
import { noEpilogue } from './multiply.js';

export const conv2D = nativeKernel<'x' | 'filter', Conv2DAttrs>({
  name: Conv2D,
  supports: ({ x, filter }, { dataFormat }) => supportsConvolution([x, filter], dataFormat),
  compute: ({ inputs: { x, filter }, attrs, backend }) => {
    const geometry = convGeometry(x.shape, filter.shape, attrs);
    const output = backend.output(geometry.outShape, 'float32');
    const [xAt, filterAt, outputAt] = [x, filter, output].map(tensor => backend.address(tensor));
    convolve(backend, xAt, filterAt, outputAt, geometry, noEpilogue);
    return output;
  },
});
