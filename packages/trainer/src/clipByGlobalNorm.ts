import * as tf from '@tensorflow/tfjs-core';
import { TrainerError } from './errors.js';

/** Gradients after {@link clipByGlobalNorm}. All tensors are the caller's to dispose. */
export interface ClippedGradients {
  /** The gradients, by variable, all scaled by the same factor. */
  readonly gradients: tf.NamedTensorMap;
  /** The norm that they had before, a scalar on the engine. */
  readonly norm: tf.Scalar;
}

/** PyTorch's, against a division by 0. */
const EPSILON = 1e-6;

/**
 * Scales gradients down so that their norm is at most `maxNorm`, and keeps their direction. The norm is that of
 * all gradients together, as one vector: the square root of the sum of all squares. Gradients within the bound
 * stay as they are. Nothing waits for the engine.
 *
 * `torch.nn.utils.clip_grad_norm_` and Keras's `global_clipnorm` compute the same; Keras's `clipnorm` is another
 * thing, a bound for each variable by itself.
 *
 * @param gradients by variable, as `optimizer.computeGradients` gives them; they are not changed
 * @param maxNorm above 0; with Infinity the norm is only measured
 * @throws {TrainerError} `BAD_OPTION` when `maxNorm` is not above 0
 * @example
 * ```ts
 * const { value, grads } = optimizer.computeGradients(forwardPass);
 * const { gradients, norm } = clipByGlobalNorm(grads, 1);
 * optimizer.applyGradients(gradients);
 * ```
 * @see Pascanu et al., On the difficulty of training recurrent neural networks, 2013, algorithm 1,
 * https://arxiv.org/abs/1211.5063
 */
export function clipByGlobalNorm(gradients: tf.NamedTensorMap, maxNorm: number): ClippedGradients {
  checkMaxNorm('clipByGlobalNorm: maxNorm', maxNorm);
  const norm = globalNorm(Object.values(gradients));
  const scaled = tf.tidy(() => {
    const factor = tf.minimum(1, tf.div(maxNorm, tf.add(norm, EPSILON)));
    const scaledBy = ([name, gradient]: [string, tf.Tensor]) => [name, tf.mul(gradient, factor)] as const;
    return Object.fromEntries(Object.entries(gradients).map(scaledBy));
  });
  return { gradients: scaled, norm };
}

/** @throws {TrainerError} `BAD_OPTION` */
export function checkMaxNorm(option: string, maxNorm: number): void {
  if (maxNorm > 0) return;
  throw new TrainerError(
    'BAD_OPTION',
    `${option} must be above 0, got ${maxNorm}. 1 is a good start; Infinity measures the norm alone.`,
  );
}

function globalNorm(gradients: readonly tf.Tensor[]): tf.Scalar {
  return tf.tidy(() => {
    const squares = gradients.map(gradient => tf.sum<tf.Scalar>(tf.square(gradient)));
    return tf.sqrt(squares.reduce(tf.add<tf.Scalar>, tf.scalar(0)));
  });
}
