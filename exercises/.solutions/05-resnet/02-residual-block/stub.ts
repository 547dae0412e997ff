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

  constructor(args: ResidualBlockArgs) {
    super(args);
    this.channels = args.channels;
  }

  /**
   * Makes the weights: kernel and bias of the first convolution, kernel and bias of the second. TensorFlow.js calls it
   * once, before the first input.
   *
   * @param inputShape `[batch, height, width, channels]`; the batch is null
   */
  override build(inputShape: tf.Shape): void {
    throw new Error('not written yet: README.md says what to do');
  }

  /**
   * Computes the block.
   *
   * @param inputs the images, or a list that holds them alone
   */
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    throw new Error('not written yet: README.md says what to do');
  }

  /** The arguments that make an equal block. */
  override getConfig(): tf.serialization.ConfigDict {
    throw new Error('not written yet: README.md says what to do');
  }
}
