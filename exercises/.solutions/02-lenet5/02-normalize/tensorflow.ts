import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** `tf.moments`, and the root of its variance. */
export function tfMeanAndStd(values: Float32Array): { mean: number; std: number } {
  return tf.tidy(() => {
    const { mean, variance } = tf.moments(tf.tensor1d(values));
    return { mean: mean.arraySync() as number, std: tf.sqrt(variance).arraySync() as number };
  });
}

/** The same in tensors. */
export function tfNormalize(values: Float32Array, mean: number, std: number): Float32Array {
  return tf.tidy(() => tf.div(tf.sub(tf.tensor1d(values), mean), std).dataSync<'float32'>());
}
