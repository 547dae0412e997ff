import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Lists, MomentumOptions } from './steps.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** One step of `tf.train.sgd`. */
export function tfSgdStep(parameters: Lists, gradients: Lists, learningRate: number): Float32Array[] {
  return stepped(tf.train.sgd(learningRate), parameters, [gradients]);
}

/** Two steps of `tf.train.momentum`, whose velocities begin at 0. */
export function tfTwoSteps(
  parameters: Lists,
  gradients: readonly [Lists, Lists],
  { learningRate, momentum }: MomentumOptions,
): Float32Array[] {
  return stepped(tf.train.momentum(learningRate, momentum), parameters, gradients);
}

/** What an optimiser makes of parameters in as many steps as there are gradients. */
function stepped(optimizer: tf.Optimizer, parameters: Lists, steps: readonly Lists[]): Float32Array[] {
  const variables = parameters.map(list => tf.variable(tf.tensor1d(list)));
  for (const gradients of steps) {
    const named = variables.map(({ name }, k) => [name, tf.tensor1d(gradients[k])] as const);
    optimizer.applyGradients(Object.fromEntries(named));
    for (const [, gradient] of named) gradient.dispose();
  }
  const values = variables.map(variable => variable.dataSync<'float32'>().slice());
  optimizer.dispose();
  for (const variable of variables) variable.dispose();
  return values;
}
