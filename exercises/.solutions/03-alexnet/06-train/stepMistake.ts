import * as tf from '@tensorflow/tfjs';
import { images, valuesOf } from '../../programImages.js';
import type { ProgramMistake } from '../../programMistakes.js';
import type { Result } from '../../programTrial.js';
import * as says from './says.js';
import { trial } from './trial.js';

const recipe = 0.1;

/**
 * What is wrong with the steps between a training and a longer one on the same images. The biases of the last layer
 * tell: their gradient is the mean of probabilities - one-hot labels, and a step of SGD is that times the rate.
 */
export async function stepMistake(long: Result, short: Result): Promise<ProgramMistake | undefined> {
  const [before, after] = await Promise.all([short, long].map(lookAt));
  const moved = after.biases.map((bias, k) => bias - before.biases[k]);
  // Other checks have words for both: the seed decides nothing, or another network was trained.
  if (!sameStart(short.losses, long.losses) || moved.every(value => value === 0)) return undefined;

  const steps = long.losses.length - short.losses.length;
  const gradient = after.gradient.map((value, k) => (steps * (value + before.gradient[k])) / 2);
  const rate = -dot(moved, gradient) / dot(gradient, gradient);
  const rest = moved.map((value, k) => value + rate * gradient[k]);
  if (dot(rest, rest) > 0.1 * dot(moved, moved)) return says.notSgd;
  if (rate < 0 || after.loss >= before.loss) return says.lossRises(before.loss, after.loss);
  return Math.abs(rate - recipe) > recipe / 5 ? says.otherRate(rate) : undefined;
}

/** What a network makes of the trial's training images, without dropout. */
async function lookAt({ model }: Result) {
  const { imageSize, limit } = trial;
  const set = await images({ imageSize }, { train: true });
  const batch = set.batch(Array.from({ length: limit }, (_, index) => index));
  const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(batch.labels, 'int32'), 10));
  const logits = tf.tidy(() => model.predict(tf.tensor(batch.images, batch.shape)) as tf.Tensor);
  const loss = await valuesOf(() => tf.losses.softmaxCrossEntropy(labels, logits));
  const gradient = await valuesOf(() => tf.mean(tf.sub(tf.softmax(logits), labels), 0));
  const biases = await valuesOf(() => (model.getWeights().at(-1) as tf.Tensor).clone());
  tf.dispose([labels, logits]);
  return { loss: loss[0], gradient: [...gradient], biases: [...biases] };
}

const sameStart = (short: readonly number[], long: readonly number[]) =>
  short.every((loss, step) => Math.abs(loss - long[step]) < 1e-6);

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
