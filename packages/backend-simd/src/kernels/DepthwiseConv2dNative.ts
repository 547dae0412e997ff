import { DepthwiseConv2dNative, type DepthwiseConv2dNativeAttrs } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { areFilledFloats, depthwise, depthwiseGeometry } from './depthwise.js';
import { noEpilogue } from './multiply.js';

export const depthwiseConv2dNative = nativeKernel<'x' | 'filter', DepthwiseConv2dNativeAttrs>({
  name: DepthwiseConv2dNative,
  supports: ({ x, filter }) => areFilledFloats([x, filter]),
  compute: ({ inputs: { x, filter }, attrs, backend }) =>
    depthwise(backend, x, filter, depthwiseGeometry(x.shape, filter.shape, attrs), noEpilogue),
});
