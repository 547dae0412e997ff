import * as tf from '@tensorflow/tfjs-core';
// In Node it is this package that knows the ops' gradients.
import '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import type { Logits, LossAndGradient } from './crossEntropy.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** `tf.losses.softmaxCrossEntropy`, and what TensorFlow.js finds for its gradient. */
export function tfCrossEntropy(logits: Logits, labels: readonly number[]): LossAndGradient {
  return tf.tidy(() => {
    const oneHot = tf.oneHot(tf.tensor1d([...labels], 'int32'), logits[0].length);
    const { value, grad } = tf.valueAndGrad(x => tf.reshape(tf.losses.softmaxCrossEntropy(oneHot, x), []))(
      tf.tensor2d(logits.map(row => [...row])),
    );
    return { loss: value.arraySync() as number, gradient: grad.arraySync() as number[][] };
  });
}
