import { fused, type serialization, type Tensor, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { type LayerVariable, layers, type Shape } from '@tensorflow/tfjs-layers';
import { imageChannels, singleInput, singleShape } from './inputShape.js';
import type { LayerArgs } from './layerArgs.js';
import { checkSeed, deriveSeed } from './seed.js';
import { torchUniform } from './torchUniform.js';

/** What the blocks of this package take on top of what every layer takes. */
export interface ConvolutionBlockArgs extends LayerArgs {
  /** Seeds the initial weights, each weight in its own way. Default: derived from the layer's name. */
  seed?: number;
}

/** One convolution inside a block: stride 1, zero padding that keeps height and width, with a bias. */
export interface ConvolutionSpec {
  /** Names the weights: `<name>/kernel` and `<name>/bias`. */
  name: string;
  inChannels: number;
  filters: number;
  /** Odd, so that the padding is the same on both sides. */
  kernelSize: number;
}

/**
 * A layer made of several convolutions. It owns their weights itself, because TF.js neither trains nor saves
 * the weights of layers that a custom layer holds.
 */
export abstract class ConvolutionBlock extends layers.Layer {
  /** What the initial weights are made from. */
  readonly seed: number;
  readonly #weights = new Map<string, { kernel: LayerVariable; bias: LayerVariable }>();
  #inChannels?: number;

  constructor(args: ConvolutionBlockArgs) {
    super(args);
    this.seed = args.seed ?? deriveSeed(0, this.name);
    checkSeed(this.label, this.seed);
  }

  /** The block's convolutions, in the order in which their weights are kept. @internal */
  protected abstract convolutions(inChannels: number): readonly ConvolutionSpec[];
  /** @internal */
  protected abstract outChannels(inChannels: number): number;
  /** @internal */
  protected abstract forward(x: Tensor4D): Tensor4D;

  /** The layer as messages name it: `Inception "mix"`. @internal */
  protected get label(): string {
    return `${this.getClassName()} "${this.name}"`;
  }

  /** Makes the weights for the channels of the input; TF.js calls it once, at the first input. */
  override build(inputShape: Shape | Shape[]): void {
    const inChannels = imageChannels(this.label, singleShape(this.label, inputShape));
    for (const convolution of this.convolutions(inChannels)) this.#addConvolution(convolution);
    this.#inChannels = inChannels;
    super.build(inputShape);
  }

  #addConvolution({ name, inChannels, filters, kernelSize }: ConvolutionSpec): void {
    const fanIn = inChannels * kernelSize ** 2;
    const add = (weight: string, shape: number[]) => {
      const initializer = torchUniform({ fanIn, seed: deriveSeed(this.seed, `${name}/${weight}`) });
      return this.addWeight(`${name}/${weight}`, shape, 'float32', initializer, undefined, true);
    };
    const kernel = add('kernel', [kernelSize, kernelSize, inChannels, filters]);
    this.#weights.set(name, { kernel, bias: add('bias', [filters]) });
  }

  /** Computes the block. */
  override call(inputs: Tensor | Tensor[], _kwargs: unknown): Tensor {
    const input = singleInput(this.label, inputs);
    imageChannels(this.label, input.shape, this.#inChannels);
    return tidy(() => this.forward(input as Tensor4D));
  }

  /** Applies one of the block's convolutions. @internal */
  protected convolve(x: Tensor4D, name: string, activation: 'linear' | 'relu' = 'linear'): Tensor4D {
    const weights = this.#weights.get(name);
    if (!weights) throw new Error(`${this.label}: has no convolution named "${name}".`);
    return fused.conv2d({
      x,
      filter: weights.kernel.read() as Tensor4D,
      bias: weights.bias.read(),
      strides: 1,
      pad: 'same',
      activation,
    });
  }

  /** [batch, height, width, channels] of the output. */
  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shape = singleShape(this.label, inputShape);
    const inChannels = imageChannels(this.label, shape, this.#inChannels);
    return [...shape.slice(0, 3), this.outChannels(inChannels)];
  }

  /** The arguments that make an equal layer, as TF.js saves them. */
  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), seed: this.seed };
  }
}
