import * as tf from '@tensorflow/tfjs';

/** What every layer takes: `name`, `inputShape` where it is a model's first, … */
type LayerArgs = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]>;

/** What the block takes on top of it. */
export interface ResidualBlockArgs extends LayerArgs {
  /** The channels of its input, which are those of its output too. */
  channels: number;
}

/**
 * A residual block, relu(x + conv2(relu(conv1(x)))): two 3×3 convolutions that keep the size, and the input added to
 * what they give. Input and output `[batch, height, width, channels]`.
 */
export class ResidualBlock extends tf.layers.Layer {
  /** The name under which a saved model finds the class, once it is registered. */
  static className = 'ResidualBlock';
  readonly channels: number;
  kernel1?: tf.LayerVariable;
  bias1?: tf.LayerVariable;
  kernel2?: tf.LayerVariable;
  bias2?: tf.LayerVariable;

  constructor(args: ResidualBlockArgs) {
    super(args);
    this.channels = args.channels;
  }

  override build(inputShape: tf.Shape): void {
    const { channels } = this;
    const kernel = [3, 3, channels, channels];
    this.kernel1 = this.addWeight('conv1/kernel', kernel, 'float32', tf.initializers.glorotUniform({}));
    this.bias1 = this.addWeight('conv1/bias', [channels], 'float32', tf.initializers.zeros());
    this.kernel2 = this.addWeight('conv2/kernel', kernel, 'float32', tf.initializers.glorotUniform({}));
    this.bias2 = this.addWeight('conv2/bias', [channels], 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => {
      const inner = tf.relu(convolve(x, this.kernel1, this.bias1));
      const y = convolve(inner, this.kernel2, this.bias2);
      return tf.relu(tf.add(x, y));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), channels: this.channels };
  }
}
tf.serialization.registerClass(ResidualBlock);

/** A convolution with zeros around, so that the size stays. */
function convolve(x: tf.Tensor, kernel?: tf.LayerVariable, bias?: tf.LayerVariable): tf.Tensor {
  const sums = tf.conv2d(x as tf.Tensor4D, kernel!.read() as tf.Tensor4D, 1, 'same');
  return tf.add(sums, bias!.read());
}
