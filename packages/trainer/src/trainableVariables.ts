import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { TrainerError } from './errors.js';

/**
 * The variables that a training step may change: this model's own. Left to itself, an optimiser takes every
 * trainable variable alive in the process, other models' included.
 */
export function trainableVariables(model: LayersModel): tf.Variable[] {
  const variables = model.trainableWeights.map(weight => weight.read()).filter(isVariable);
  if (variables.length > 0) return variables;
  throw new TrainerError(
    'BAD_MODEL',
    `Model "${model.name}" has no trainable weights, so there is nothing to train. ` +
      'Were all of its layers frozen (trainable = false)?',
  );
}

function isVariable(tensor: tf.Tensor): tensor is tf.Variable {
  return tensor instanceof tf.Variable;
}
