import { seededRandom } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';

/** What decides the shapes in a block: the channels of its input, and its two arguments. */
export interface Sizes {
  readonly channels: number;
  readonly narrow: number;
  readonly wide: number;
}

/** What the block takes where nobody says otherwise. */
export const defaults = { narrow: 16, wide: 24 };

/** One of the seven convolutions. */
export interface Convolution {
  readonly branch: 1 | 2 | 3 | 4;
  readonly kernelSize: number;
  readonly inChannels: number;
  readonly filters: number;
}

/** The convolutions in the order in which their weights are kept: branch by branch. */
export function convolutionsOf({ channels, narrow, wide }: Sizes): readonly Convolution[] {
  return [
    { branch: 1, kernelSize: 1, inChannels: channels, filters: narrow },
    { branch: 2, kernelSize: 1, inChannels: channels, filters: narrow },
    { branch: 2, kernelSize: 3, inChannels: narrow, filters: wide },
    { branch: 2, kernelSize: 3, inChannels: wide, filters: wide },
    { branch: 3, kernelSize: 1, inChannels: channels, filters: narrow },
    { branch: 3, kernelSize: 5, inChannels: narrow, filters: wide },
    { branch: 4, kernelSize: 1, inChannels: channels, filters: wide },
  ];
}

/** The shapes of the weights: the kernel and then the bias of each. */
export function shapesOf(convolutions: readonly Convolution[]): number[][] {
  return convolutions.flatMap(({ kernelSize, inChannels, filters }) => [
    [kernelSize, kernelSize, inChannels, filters],
    [filters],
  ]);
}

/** Small whole numbers for all weights, so that results are whole numbers too. */
export function wholeWeights(sizes: Sizes, seed: number): tf.Tensor[] {
  const random = seededRandom(seed);
  return shapesOf(convolutionsOf(sizes)).map(shape => {
    const count = shape.reduce((product, size) => product * size, 1);
    return tf.tensor(random.matrix([count], -2, 2), shape);
  });
}

/** The block written out with TensorFlow.js's own layers. */
export function writtenOut(images: tf.Tensor, sizes: Sizes, weights: readonly tf.Tensor[]): number[][][][] {
  const input = tf.input({ shape: images.shape.slice(1) });
  const ends = new Map<number, tf.SymbolicTensor>();
  for (const [at, { branch, filters, kernelSize }] of convolutionsOf(sizes).entries()) {
    const layer = tf.layers.conv2d({ filters, kernelSize, padding: 'same', kernelInitializer: 'zeros' });
    ends.set(branch, layer.apply(ends.get(branch) ?? input) as tf.SymbolicTensor);
    layer.setWeights(weights.slice(2 * at, 2 * at + 2));
  }
  const outputs = tf.layers.concatenate().apply([...ends.values()]) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs });
  const result = tf.tidy(() => (model.predict(images) as tf.Tensor4D).arraySync());
  model.dispose();
  return result;
}
