import {
  DepthwiseConv2dNativeBackpropFilter,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
} from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { areFilledFloats, depthwiseFilter, depthwiseGeometry, isDilated } from './depthwise.js';

export const depthwiseConv2dNativeBackpropFilter = nativeKernel<
  'x' | 'dy',
  DepthwiseConv2dNativeBackpropFilterAttrs
>({
  name: DepthwiseConv2dNativeBackpropFilter,
  supports: ({ x, dy }, attrs) =>
    areFilledFloats([x, dy]) && !isDilated(depthwiseGeometry(x.shape, attrs.filterShape, attrs)),
  compute: ({ inputs: { x, dy }, attrs, backend }) =>
    depthwiseFilter(backend, x, dy, depthwiseGeometry(x.shape, attrs.filterShape, attrs)),
});
