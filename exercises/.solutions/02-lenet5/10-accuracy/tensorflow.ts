import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Evaluation, Logits } from './evaluation.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** `tf.argMax`. */
export function tfArgMax(values: readonly number[]): number {
  return tf.tidy(() => tf.argMax(tf.tensor1d([...values])).dataSync()[0]);
}

/** The same in tensors, with `tf.math.confusionMatrix`. */
export function tfEvaluate(logits: Logits, labels: readonly number[]): Evaluation {
  return tf.tidy(() => {
    const answers = tf.argMax(tf.tensor2d(logits.map(row => [...row])), 1) as tf.Tensor1D;
    const given = tf.tensor1d([...labels], 'int32');
    return {
      accuracy: tf.mean(tf.cast(tf.equal(answers, given), 'float32')).dataSync()[0],
      confusion: tf.math.confusionMatrix(given, answers, logits[0].length).arraySync() as number[][],
    };
  });
}
