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

  constructor(args: InceptionArgs = {}) {
    super(args);
    this.narrow = args.narrow ?? 16;
    this.wide = args.wide ?? 24;
  }

  /**
   * Makes the weights. TensorFlow.js calls it once, before the first input.
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

  /** The shape that call gives for an input of this shape. */
  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    throw new Error('not written yet: README.md says what to do');
  }

  /** The arguments that make an equal block. */
  override getConfig(): tf.serialization.ConfigDict {
    throw new Error('not written yet: README.md says what to do');
  }
}
