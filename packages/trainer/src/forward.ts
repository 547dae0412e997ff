import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { TrainerError } from './errors.js';

/** Runs the model on one batch. `training` switches layers that behave differently then, such as dropout. */
export function forward(model: LayersModel, x: tf.Tensor, { training }: { training: boolean }): tf.Tensor {
  const logits = model.apply(x, { training });
  if (logits instanceof tf.Tensor) return logits;
  throw new TrainerError('BAD_MODEL', `Model "${model.name}": expected one output, the logits, got several.`);
}
