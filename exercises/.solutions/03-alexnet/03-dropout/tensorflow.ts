import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import type { Args, Batch } from './drop.js';

// Otherwise it greets whoever computes on the CPU, which would look like the learner's own output.
tf.enableProdMode();

/** Inputs for a call in which TensorFlow.js drops something, with the random numbers that it makes its mask from. */
export function tfArgs(input: Batch, rate: number, training: boolean): Args {
  return [input, rate, training, tfRandom(input, seedFor(input, rate))];
}

/** `tf.dropout`, which has no inference: there it is not called. */
export function tfDropout([input, rate, training]: Args): Batch {
  if (!training) return input;
  const seed = seedFor(input, rate);
  return tf.tidy(() => {
    const dropped = tf.dropout(tf.tensor2d(input as number[][]), rate, undefined, seed);
    return (dropped as tf.Tensor2D).arraySync();
  });
}

/** A seed that drops the first number and not the second, so that one draw for all differs from one for each row. */
function seedFor(input: Batch, rate: number): number {
  for (let seed = 1; ; seed++) {
    const [[first, second]] = tfRandom(input, seed);
    if (first < rate && second >= rate) return seed;
  }
}

function tfRandom(input: Batch, seed: number): Batch {
  const shape: [number, number] = [input.length, input[0].length];
  return tf.tidy(() => tf.randomUniform<tf.Rank.R2>(shape, 0, 1, 'float32', seed).arraySync());
}
