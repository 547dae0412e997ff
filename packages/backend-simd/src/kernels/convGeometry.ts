import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import type { WinogradShape } from './winogradShape.js';

export type ConvGeometry = backend_util.Conv2DInfo;

/** Attributes that Conv2D and its gradients share. */
export interface ConvAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dilations?: [number, number] | number;
}

export function convGeometry(
  inputShape: number[],
  filterShape: number[],
  { strides, pad, dataFormat, dimRoundingMode, dilations = 1 }: ConvAttributes,
): ConvGeometry {
  return windowsThatFit(
    backend_util.computeConv2DInfo(
      inputShape as [number, number, number, number],
      filterShape as [number, number, number, number],
      strides,
      dilations,
      pad,
      dimRoundingMode,
      false,
      backend_util.convertConv2DDataFormat(dataFormat),
    ),
  );
}

/**
 * The geometry, unless its output has a negative height or width: TensorFlow.js lets that pass.
 *
 * @throws Error where the windows are so much larger than the image
 */
export function windowsThatFit(g: ConvGeometry): ConvGeometry {
  if (g.outHeight >= 0 && g.outWidth >= 0) return g;
  throw new Error(
    `simd: a window of ${g.effectiveFilterHeight}×${g.effectiveFilterWidth} does not fit into an image of ` +
      `${g.inHeight}×${g.inWidth} with its padding. Use a larger image, more padding, or a smaller kernel or dilation.`,
  );
}

/** The native kernels take floats with channels last, and any geometry. */
export function supportsConvolution(tensors: TensorInfo[], dataFormat: string): boolean {
  return (
    dataFormat === 'NHWC' &&
    tensors.every(({ dtype, shape }) => dtype === 'float32' && shape.every(size => size > 0))
  );
}

/** 1×1 windows, or one window that covers the whole input: a plain matrix product. */
export function isMatrixProduct(g: ConvGeometry): boolean {
  const unpadded =
    g.padInfo.top === 0 && g.padInfo.left === 0 && g.padInfo.bottom === 0 && g.padInfo.right === 0;
  if (!unpadded) return false;
  const pointwise = g.filterHeight === 1 && g.filterWidth === 1;
  // With padding as a number tfjs-core takes the height's stride for both, and makes the output as wide as the input.
  const everyPixel = g.strideHeight === 1 && g.strideWidth === 1;
  if (pointwise) return everyPixel && g.outHeight === g.inHeight && g.outWidth === g.inWidth;
  const whole =
    g.filterHeight === g.inHeight && g.filterWidth === g.inWidth && g.outHeight * g.outWidth === 1;
  return whole && g.dilationHeight === 1 && g.dilationWidth === 1;
}

export function isDense(g: ConvGeometry): boolean {
  return g.strideHeight === 1 && g.strideWidth === 1 && g.dilationHeight === 1 && g.dilationWidth === 1;
}

/** The geometries that Winograd's method computes: dense windows, 3×3 or 5×5. */
export function canWinograd(g: ConvGeometry): boolean {
  const size = g.filterHeight;
  const square = g.filterWidth === size && (size === 3 || size === 5);
  return square && isDense(g);
}

export function winogradShape(g: ConvGeometry): WinogradShape {
  return {
    images: g.batchSize,
    size: g.filterHeight,
    inHeight: g.inHeight,
    inWidth: g.inWidth,
    inChannels: g.inChannels,
    outHeight: g.outHeight,
    outWidth: g.outWidth,
    outChannels: g.outChannels,
    padTop: g.padInfo.top,
    padLeft: g.padInfo.left,
  };
}
