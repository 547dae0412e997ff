import { mul, serialization, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { layers, type Shape } from '@tensorflow/tfjs-layers';
import { singleInput, singleShape } from './inputShape.js';
import type { LayerArgs } from './layerArgs.js';
import { checkSeed, deriveSeed, uniformAt } from './seed.js';

/** What a {@link Dropout} is given. */
export interface DropoutArgs extends LayerArgs {
  /** The share of elements set to 0 while training, from 0 (none) to below 1. */
  rate: number;
  /** Seeds the masks. Default: derived from the layer's name, so that no two layers share masks. */
  seed?: number;
  /** Masks drawn so far; set it to resume a run where it stopped. Default 0. */
  step?: number;
}

/**
 * Dropout with masks that are random and repeatable: each training step draws a new mask, made from the
 * layer's seed and the number of the step alone. (`tf.layers.dropout` with a seed draws one mask for ever.)
 *
 * Any shape in, the same shape out. While training (`apply(x, { training: true })`, as `fit` does) an element
 * becomes 0 with probability `rate`, else it is divided by 1 − rate, so that its expectation stays; at
 * inference the input passes unchanged. The masks are the same on every engine. `step` is saved with the
 * model, so that training goes on with the next mask.
 *
 * @throws RangeError when `rate` is not in [0, 1), or `seed` or `step` is not a whole number.
 * @example
 * const dropout = new Dropout({ name: 'F9_dropout', rate: 0.5, seed: 1 });
 * dropout.apply(x, { training: true });
 * @see Srivastava et al., Dropout, 2014, https://jmlr.org/papers/v15/srivastava14a.html
 */
export class Dropout extends layers.Layer {
  /** The name under which TF.js saves and finds the class; `Dropout` is TF.js's own. */
  static className = 'SeededDropout';
  /** The share of elements set to 0 while training. */
  readonly rate: number;
  /** What the masks are made from, with `step`. */
  readonly seed: number;
  /** Masks drawn so far: the next training step draws mask number `step`. */
  step: number;

  constructor(args: DropoutArgs) {
    super(args);
    const label = this.#label;
    const { rate, seed = deriveSeed(0, this.name), step = 0 } = args;
    if (!(rate >= 0 && rate < 1)) {
      throw new RangeError(
        `${label}: rate must be at least 0 and below 1, got ${rate}. 0.5 drops every other.`,
      );
    }
    checkSeed(label, seed);
    if (!Number.isSafeInteger(step) || step < 0) {
      throw new RangeError(
        `${label}: step must be a whole number of at least 0, got ${step}. Leave it out for 0.`,
      );
    }
    this.rate = rate;
    this.seed = seed;
    this.step = step;
    this.supportsMasking = true;
  }

  get #label(): string {
    return `Dropout "${this.name}"`;
  }

  /** Drops elements when `training` is true, else returns the input. */
  override call(inputs: Tensor | Tensor[], kwargs: { training?: boolean }): Tensor {
    const input = singleInput(this.#label, inputs);
    if (!kwargs.training || this.rate === 0) return input;
    const mask = this.#mask(input.size);
    return tidy(() => mul(input, tensor(mask, input.shape)));
  }

  #mask(size: number): Float32Array {
    const uniform = uniformAt(deriveSeed(this.seed, this.step++));
    const kept = 1 / (1 - this.rate);
    const mask = new Float32Array(size);
    for (let i = 0; i < size; i++) mask[i] = uniform(i) < this.rate ? 0 : kept;
    return mask;
  }

  /** The input's shape. */
  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    return singleShape(this.#label, inputShape);
  }

  /** The arguments that make an equal layer, as TF.js saves them. */
  override getConfig(): serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed, step: this.step };
  }
}
serialization.registerClass(Dropout);
