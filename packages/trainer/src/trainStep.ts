import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { clipByGlobalNorm } from './clipByGlobalNorm.js';
import { crossEntropy } from './crossEntropy.js';
import { disposeTape } from './disposeTape.js';
import { forward } from './forward.js';
import { trainableVariables } from './trainableVariables.js';

/**
 * A loss: what to make small. Gets class numbers `[batch]` (int32) and the model's output
 * `[batch, classes]`, in the order of `tf.losses`, and gives a scalar, the mean over the batch.
 */
export type Loss = (labels: tf.Tensor1D, logits: tf.Tensor) => tf.Scalar;

/**
 * One step of training: forward, cross-entropy, backward, and the optimiser's update of this model's weights.
 *
 * @param model gives logits `[batch, classes]`
 * @param optimizer any of `tf.train.*`
 * @param x images, `[batch, height, width, channels]`, float32
 * @param y class numbers, `[batch]`, int32
 * @returns the batch's mean loss, from before the update
 * @throws {TrainerError} when the model has no trainable weights or the shapes do not fit a loss
 * @example
 * ```ts
 * const loss = await trainStep(model, tf.train.sgd(0.9), x, y);
 * ```
 */
export async function trainStep(
  model: LayersModel,
  optimizer: tf.Optimizer,
  x: tf.Tensor,
  y: tf.Tensor1D,
): Promise<number> {
  const { loss } = learn({ model, optimizer, loss: crossEntropy }, x, y);
  const [value] = await loss.data();
  loss.dispose();
  return value!;
}

/** What is trained, and how. */
export interface Learner {
  readonly model: LayersModel;
  readonly optimizer: tf.Optimizer;
  readonly loss: Loss;
  /** Bound of the norm of all gradients together; without one they are neither clipped nor measured. */
  readonly maxGradientNorm?: number | undefined;
}

/** What a step gives, still on the engine, so that nothing waits for it; the caller disposes both. */
export interface Learnt {
  readonly loss: tf.Scalar;
  /** Before clipping; only with a `maxGradientNorm`. */
  readonly gradientNorm?: tf.Scalar;
}

/** A training step whose results stay on the engine. */
export function learn(
  { model, optimizer, loss: criterion, maxGradientNorm }: Learner,
  x: tf.Tensor,
  y: tf.Tensor1D,
): Learnt {
  const forwardPass = () => {
    const logits = forward(model, x, { training: true });
    const loss = criterion(y, logits);
    return model.calculateLosses().reduce(tf.add<tf.Scalar>, loss); // a layer's regularisers, as in model.fit
  };
  const step = () => {
    const { value, grads } = optimizer.computeGradients(forwardPass, trainableVariables(model));
    if (maxGradientNorm === undefined) {
      optimizer.applyGradients(grads);
      return [value];
    }
    const { gradients, norm } = clipByGlobalNorm(grads, maxGradientNorm);
    optimizer.applyGradients(gradients);
    return [value, norm];
  };
  try {
    const [loss, gradientNorm] = tf.tidy(step);
    return { loss: loss!, ...(gradientNorm && { gradientNorm }) };
  } catch (error) {
    disposeTape();
    throw error;
  }
}
