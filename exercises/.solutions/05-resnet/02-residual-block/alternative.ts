import * as tf from '@tensorflow/tfjs';

/** What every layer takes: `name`, `inputShape` where it is a model's first, … */
type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

/** What the block takes on top of it. */
export interface ResidualBlockArgs extends LayerArgs {
  /** The channels of its input, which are those of its output too. */
  channels: number;
}

/**
 * The weights are found by their place in the layer's own list, and TensorFlow.js's fused operation adds bias and ReLU
 * to a convolution on its way.
 */
export class ResidualBlock extends tf.layers.Layer {
  /** The name under which a saved model finds the class, once it is registered. */
  static className = 'ResidualBlock';
  readonly channels: number;

  constructor(args: ResidualBlockArgs) {
    super(args);
    this.channels = args.channels;
  }

  override build(inputShape: tf.Shape): void {
    for (const name of ['conv1', 'conv2']) {
      const shape = [3, 3, this.channels, this.channels];
      this.addWeight(`${name}/kernel`, shape, 'float32', tf.initializers.heNormal({}));
      this.addWeight(`${name}/bias`, [this.channels], 'float32', tf.initializers.zeros());
    }
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [x] = [inputs].flat() as tf.Tensor4D[];
    const [kernel1, bias1, kernel2, bias2] = this.weights.map(weight => weight.read());
    const usual = { strides: 1, pad: 'same' } as const;
    return tf.tidy(() => {
      const filter = kernel1 as tf.Tensor4D;
      const inner = tf.fused.conv2d({ x, filter, bias: bias1, activation: 'relu', ...usual });
      const y = tf.fused.conv2d({ x: inner, filter: kernel2 as tf.Tensor4D, bias: bias2, ...usual });
      return y.add(x).relu();
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const config = super.getConfig();
    config.channels = this.channels;
    return config;
  }
}
tf.serialization.registerClass(ResidualBlock);
