import { add, relu, serialization, type Tensor4D } from '@tensorflow/tfjs-core';
import { ConvolutionBlock, type ConvolutionBlockArgs, type ConvolutionSpec } from './convolutionBlock.js';

/** What a {@link ResidualBlock} is given; every part has a default. */
export type ResidualBlockArgs = ConvolutionBlockArgs;

/**
 * The lecture's residual block, relu(x + conv2(relu(conv1(x)))), both convolutions 3×3: the input added to the
 * output carries its gradient past the convolutions, so deep stacks still train.
 *
 * Input [batch, height, width, channels]; output of the same shape. The channels follow from the input. Weights
 * start as PyTorch's do ({@link torchUniform}) and are named `conv1/kernel`, `conv1/bias`, `conv2/kernel`,
 * `conv2/bias`.
 *
 * Unlike the paper's there is no batch normalisation and no variant that changes the channels.
 *
 * @throws {@link InputShapeError} for an input that is not of rank 4 or has other channels than the first had.
 * @example
 * tf.sequential({ layers: [
 *   tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 5, activation: 'relu' }),
 *   new ResidualBlock({ name: 'block1', seed: 1 }), // [batch, 24, 24, 16]
 * ] });
 * @see He et al., Deep residual learning for image recognition, 2015, https://arxiv.org/abs/1512.03385
 */
export class ResidualBlock extends ConvolutionBlock {
  /** The name under which TF.js saves and finds the class. */
  static className = 'ResidualBlock';

  constructor(args: ResidualBlockArgs = {}) {
    super(args);
  }

  /** @internal */
  protected override convolutions(inChannels: number): ConvolutionSpec[] {
    const convolution = (name: string) => ({ name, inChannels, filters: inChannels, kernelSize: 3 });
    return [convolution('conv1'), convolution('conv2')];
  }

  /** @internal */
  protected override outChannels(inChannels: number): number {
    return inChannels;
  }

  /** @internal */
  protected override forward(x: Tensor4D): Tensor4D {
    const y = this.convolve(this.convolve(x, 'conv1', 'relu'), 'conv2');
    return relu(add(x, y));
  }
}
serialization.registerClass(ResidualBlock);
