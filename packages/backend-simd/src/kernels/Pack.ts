import { Pack, type PackAttrs, util } from '@tensorflow/tfjs-core';
import { nativeKernel } from '../kernel.js';
import { concatenate, isOneType, tensorsOf } from './Concat.js';

export const pack = nativeKernel<string, PackAttrs>({
  name: Pack,
  supports: inputs => isOneType(tensorsOf(inputs)),
  compute: ({ inputs, attrs, backend }) => {
    const tensors = tensorsOf(inputs);
    const [{ shape, dtype }] = tensors;
    for (const tensor of tensors)
      util.assertShapesMatch(shape, tensor.shape, 'All tensors passed to stack must have matching shapes');
    const axis = attrs.axis < 0 ? attrs.axis + shape.length + 1 : attrs.axis;
    const packed = shape.toSpliced(axis, 0, tensors.length);
    const filled = tensors.filter(() => shape.every(size => size > 0));
    return concatenate(backend, filled, dtype, packed, axis);
  },
});
