import {
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
} from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { areFilledFloats, depthwiseGeometry, depthwiseInput, isDilated } from './depthwise.js';

export const depthwiseConv2dNativeBackpropInput = nativeKernel<
  'dy' | 'filter',
  DepthwiseConv2dNativeBackpropInputAttrs
>({
  name: DepthwiseConv2dNativeBackpropInput,
  supports: ({ dy, filter }, attrs) =>
    areFilledFloats([dy, filter]) && !isDilated(depthwiseGeometry(attrs.inputShape, filter.shape, attrs)),
  compute: ({ inputs: { dy, filter }, attrs, backend }) =>
    depthwiseInput(backend, dy, filter, depthwiseGeometry(attrs.inputShape, filter.shape, attrs)),
});
