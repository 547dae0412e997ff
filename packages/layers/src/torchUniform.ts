import { type DataType, serialization, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { initializers, type Shape } from '@tensorflow/tfjs-layers';
import { checkSeed, uniformAt } from './seed.js';

type Initializer = ReturnType<typeof initializers.ones>;

/** tfjs-layers exports the base class of its initialisers as a type only, and layers accept nothing else. */
const InitializerBase: (abstract new () => Initializer) &
  Pick<typeof serialization.Serializable, 'fromConfig'> = Object.getPrototypeOf(
  initializers.zeros().constructor,
);

/** What {@link torchUniform} is given. */
export interface TorchUniformArgs {
  /** Inputs that each output of the layer sums over: input channels × kernel area, or input features. */
  fanIn: number;
  /** Any whole number. Two weights with the same seed start with the same values: give each its own. */
  seed: number;
}

class TorchUniform extends InitializerBase {
  static className = 'TorchUniform';
  readonly fanIn: number;
  readonly seed: number;

  constructor({ fanIn, seed }: TorchUniformArgs) {
    super();
    if (!Number.isSafeInteger(fanIn) || fanIn < 1) {
      throw new RangeError(
        `torchUniform: fanIn must be a whole number of at least 1, got ${fanIn}. ` +
          'Give input channels × kernel area for a convolution, or input features for a dense layer.',
      );
    }
    checkSeed('torchUniform', seed);
    this.fanIn = fanIn;
    this.seed = seed;
  }

  override apply(shape: Shape, dtype: DataType = 'float32'): Tensor {
    const sizes = shape.map(size => size ?? 1);
    const values = new Float32Array(sizes.reduce((product, size) => product * size, 1));
    const bound = 1 / Math.sqrt(this.fanIn);
    const uniform = uniformAt(this.seed);
    for (let i = 0; i < values.length; i++) values[i] = bound * (2 * uniform(i) - 1);
    return tensor(values, sizes, dtype);
  }

  override getConfig(): serialization.ConfigDict {
    return { fanIn: this.fanIn, seed: this.seed };
  }
}
serialization.registerClass(TorchUniform);

/**
 * PyTorch's default initialiser of convolution and linear layers, weights and biases alike: uniform in
 * ±1/√fanIn, ends excluded. An initialiser is told the shape of its own weight only, and a bias does not show
 * the layer's inputs, so the fan-in is an argument.
 *
 * The values come from a hash of seed and index: the same on every engine, and quick (no generator to step).
 *
 * @throws RangeError when `fanIn` is not a whole number of at least 1 or `seed` not a whole number.
 * @example
 * tf.layers.conv2d({
 *   filters: 16, kernelSize: 5, // on 6 channels
 *   kernelInitializer: torchUniform({ fanIn: 6 * 5 * 5, seed: 1 }),
 *   biasInitializer: torchUniform({ fanIn: 6 * 5 * 5, seed: 2 }),
 * });
 * @see https://pytorch.org/docs/stable/generated/torch.nn.Conv2d.html (Variables)
 */
export function torchUniform(args: TorchUniformArgs): Initializer {
  return new TorchUniform(args);
}
