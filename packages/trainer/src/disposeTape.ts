import * as tf from '@tensorflow/tfjs-core';

/**
 * Frees what a forward pass has kept for its backward pass. TF.js 4.22 does so at the end of the backward pass
 * only, so that a forward pass that throws would leave its tensors behind for good.
 */
export function disposeTape(): void {
  const { activeTape, gradientDepth } = tf.engine().state;
  if (gradientDepth > 0) return; // a gradient around this one still needs it
  for (const { saved } of activeTape ?? []) tf.dispose(saved ?? []);
}
