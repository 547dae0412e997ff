import * as tf from '@tensorflow/tfjs';

/** What every layer takes: `name`, `inputShape` where it is a model's first, … */
type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

/** What the block takes on top of it. */
export interface InceptionArgs extends LayerArgs {
  /** The channels that branch 1 gives, and each 1×1 convolution in front of a larger one. Default 16. */
  narrow?: number;
  /** The channels that all other convolutions give. Default 24. */
  wide?: number;
}

/**
 * An Inception block: four branches of convolutions on one input, their outputs concatenated on the channels.
 * Input `[batch, height, width, channels]`, output `[batch, height, width, narrow + 3 * wide]`.
 */
export class Inception extends tf.layers.Layer {
  /** The name under which a saved model finds the class, once it is registered. */
  static className = 'Inception';
  readonly narrow: number;
  readonly wide: number;
  /** Kernel and bias of each convolution. */
  readonly #convolutions = new Map<string, [kernel: tf.LayerVariable, bias: tf.LayerVariable]>();

  constructor(args: InceptionArgs = {}) {
    super(args);
    this.narrow = args.narrow ?? 16;
    this.wide = args.wide ?? 24;
  }

  override build(inputShape: tf.Shape): void {
    const channels = inputShape[3] ?? 0;
    const { narrow, wide } = this;
    this.#addConvolution('branch1', 1, channels, narrow);
    this.#addConvolution('branch2.0', 1, channels, narrow);
    this.#addConvolution('branch2.1', 3, narrow, wide);
    this.#addConvolution('branch2.2', 3, wide, wide);
    this.#addConvolution('branch3.0', 1, channels, narrow);
    this.#addConvolution('branch3.1', 5, narrow, wide);
    this.#addConvolution('branch4', 1, channels, wide);
    super.build(inputShape);
  }

  #addConvolution(name: string, kernelSize: number, inChannels: number, filters: number): void {
    const shape = [kernelSize, kernelSize, inChannels, filters];
    const kernel = this.addWeight(`${name}/kernel`, shape, 'float32', tf.initializers.glorotUniform({}));
    const bias = this.addWeight(`${name}/bias`, [filters], 'float32', tf.initializers.zeros());
    this.#convolutions.set(name, [kernel, bias]);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => {
      const branch1 = this.#convolve(x, 'branch1');
      const branch2 = this.#convolve(x, 'branch2.0', 'branch2.1', 'branch2.2');
      const branch3 = this.#convolve(x, 'branch3.0', 'branch3.1');
      const branch4 = this.#convolve(x, 'branch4');
      return tf.concat([branch1, branch2, branch3, branch4], 3);
    });
  }

  /** Convolutions, one behind the other. */
  #convolve(x: tf.Tensor, ...names: string[]): tf.Tensor {
    let y = x as tf.Tensor4D;
    for (const name of names) {
      const [kernel, bias] = this.#convolutions.get(name)!;
      const sums = tf.conv2d(y, kernel.read() as tf.Tensor4D, 1, 'same');
      y = tf.add(sums, bias.read());
    }
    return y;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const [batch, height, width] = inputShape;
    return [batch, height, width, this.narrow + 3 * this.wide];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), narrow: this.narrow, wide: this.wide };
  }
}
tf.serialization.registerClass(Inception);
