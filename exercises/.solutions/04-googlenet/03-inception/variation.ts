import * as tf from '@tensorflow/tfjs';
import { convolutionsOf, type Sizes } from './block.js';

/** How a block may be computed: the right way by default, each usual mistake by one field. */
export interface Variation {
  /** What becomes of the output of a convolution, which may be the last of its branch. */
  readonly after?: (y: tf.Tensor4D, last: boolean) => tf.Tensor4D;
  /** What a convolution is given, instead of what the one before it gave: the block's input, say. */
  readonly given?: (previous: tf.Tensor4D, x: tf.Tensor4D) => tf.Tensor4D;
  /** What the fourth branch begins with. */
  readonly fourth?: (x: tf.Tensor4D) => tf.Tensor4D;
  /** What the kernels and biases do to their input. */
  readonly convolve?: (x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor) => tf.Tensor4D;
  /** What becomes of the four results. */
  readonly join?: (branches: tf.Tensor4D[]) => tf.Tensor;
}

const convolveWithBias = (x: tf.Tensor4D, kernel: tf.Tensor4D, bias: tf.Tensor) =>
  tf.add<tf.Tensor4D>(tf.conv2d(x, kernel, 1, 'same'), bias);

/** Computes a block in some way. */
export function computed(
  x: tf.Tensor4D,
  sizes: Sizes,
  weights: readonly tf.Tensor[],
  {
    after = y => y,
    given = previous => previous,
    fourth = input => input,
    convolve = convolveWithBias,
    join = branches => tf.concat(branches, 3),
  }: Variation = {},
): tf.Tensor {
  const convolutions = convolutionsOf(sizes);
  const results: tf.Tensor4D[] = [];
  for (const [at, { branch }] of convolutions.entries()) {
    const previous = results[branch - 1];
    const input = previous ? given(previous, x) : branch === 4 ? fourth(x) : x;
    const y = convolve(input, weights[2 * at] as tf.Tensor4D, weights[2 * at + 1]);
    results[branch - 1] = after(y, convolutions[at + 1]?.branch !== branch);
  }
  return join(results);
}
