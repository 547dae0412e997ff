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
 * The block as a small model of TensorFlow.js's own layers. A layer's weights are found in its own list only, so the
 * block puts the weights of the layers that it holds into that list.
 */
export class Inception extends tf.layers.Layer {
  /** The name under which a saved model finds the class, once it is registered. */
  static className = 'Inception';
  readonly narrow: number;
  readonly wide: number;
  #inside?: tf.LayersModel;

  constructor(args: InceptionArgs = {}) {
    super(args);
    this.narrow = args.narrow ?? 16;
    this.wide = args.wide ?? 24;
  }

  override build(inputShape: tf.Shape): void {
    const { narrow, wide } = this;
    const convolution = (name: string, kernelSize: number, filters: number) =>
      tf.layers.conv2d({ name, kernelSize, filters, padding: 'same' });
    const branches = [
      [convolution('branch1', 1, narrow)],
      [
        convolution('branch2.0', 1, narrow),
        convolution('branch2.1', 3, wide),
        convolution('branch2.2', 3, wide),
      ],
      [convolution('branch3.0', 1, narrow), convolution('branch3.1', 5, wide)],
      [convolution('branch4', 1, wide)],
    ];
    const input = tf.input({ batchShape: inputShape });
    const outputs = branches.map(branch =>
      branch.reduce((y, layer) => layer.apply(y) as tf.SymbolicTensor, input),
    );
    const joined = tf.layers.concatenate({ name: 'joined' }).apply(outputs) as tf.SymbolicTensor;
    this.#inside = tf.model({ inputs: input, outputs: joined });
    this.trainableWeights = branches.flat().flatMap(layer => layer.trainableWeights);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return this.#inside!.apply(inputs) as tf.Tensor;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [...inputShape.slice(0, 3), this.narrow + this.wide + this.wide + this.wide];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return Object.assign(super.getConfig(), { narrow: this.narrow, wide: this.wide });
  }
}
tf.serialization.registerClass(Inception);
