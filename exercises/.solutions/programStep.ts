import type { Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import type { AlsoAsked } from './programCheck.js';
import { images, type pixels, valuesOf } from './programImages.js';
import * as mistakes from './programMistakes.js';
import type { Result } from './programTrial.js';

/** The second of two steps, as the recipe has it. */
interface SecondStep {
  readonly title: Text;
  readonly batchSize: number;
  /** The learning rate of that step. */
  readonly rate: number;
  /** Says what is wrong with steps of another rate. */
  readonly otherRate: (rate: number) => mistakes.ProgramMistake;
}

const notSgd: mistakes.ProgramMistake = {
  id: 'another-optimizer',
  says: {
    en: 'The weights do not move as a step of plain SGD on the training images moves them. The optimizer is tf.train.sgd, not momentum and not Adam; the loss is the mean over the batch.',
    zh: '权重的变化和普通 SGD 在训练图像上走一步的结果不同。优化器是 tf.train.sgd，不是动量法，也不是 Adam；损失是对整个小批量取的平均。',
  },
};

/**
 * Asks for steps of plain SGD on training images. Where an epoch is a single step on images that are known, the step
 * can be worked out: the gradient of the last layer's biases is the mean of probabilities - one-hot labels.
 */
export function stepOfSgd({ title, batchSize, rate, otherRate }: SecondStep): AlsoAsked {
  return {
    title,
    judge: async (long, short, call) => {
      const [first, both] = [
        await call({ epochs: 1, limit: batchSize }),
        await call({ epochs: 2, limit: batchSize }),
      ];
      if ('failure' in first) return first.failure;
      if ('failure' in both) return both.failure;
      const [before, after] = [first.result, both.result];
      // Other checks have words for these: nothing is trained, or the seed does not decide.
      if (norm(await moved(short, long)) === 0 || !sameStart(before, after)) return undefined;
      return stepMistake(before, await moved(before, after), { batchSize, rate, otherRate });
    },
  };
}

async function stepMistake(
  before: Result,
  step: readonly number[],
  { batchSize, rate, otherRate }: Omit<SecondStep, 'title'>,
): Promise<mistakes.ProgramMistake | undefined> {
  for (const { mistake, ...which } of candidates) {
    const gradient = await gradientOn(before.model, batchSize, which);
    const found = -dot(step, gradient) / dot(gradient, gradient);
    const rest = step.map((value, k) => value + found * gradient[k]);
    if (norm(rest) > 0.005 * norm(step)) continue;
    if (mistake) return mistake;
    return Math.abs(found - rate) > rate / 50 ? otherRate(found) : undefined;
  }
  return notSgd;
}

interface Which {
  readonly train: boolean;
  readonly steps: keyof typeof pixels;
}

/** Images that the step may have been made on, the right ones first. */
const candidates: readonly (Which & { readonly mistake?: mistakes.ProgramMistake })[] = [
  { train: true, steps: 'normalised' },
  { train: false, steps: 'normalised', mistake: mistakes.trainedOnTest },
  { train: true, steps: 'raw', mistake: mistakes.notNormalised },
  { train: true, steps: 'normalisedTwice', mistake: mistakes.normalisedTwice },
];

async function gradientOn(model: tf.LayersModel, batchSize: number, which: Which): Promise<number[]> {
  const set = await images({}, which);
  const batch = set.batch(Array.from({ length: batchSize }, (_, index) => index));
  const gradient = await valuesOf(() => {
    const labels = tf.oneHot(tf.tensor1d(batch.labels, 'int32'), 10);
    const logits = model.predict(tf.tensor(batch.images, batch.shape)) as tf.Tensor;
    return tf.mean(tf.sub(tf.softmax(logits), labels), 0);
  });
  return [...gradient];
}

/** By how much the biases of the last layer are different. */
async function moved(before: Result, after: Result): Promise<number[]> {
  const [from, to] = await Promise.all(
    [before, after].map(({ model }) => valuesOf(() => (model.getWeights().at(-1) as tf.Tensor).clone())),
  );
  return [...to].map((bias, k) => bias - from[k]);
}

const sameStart = (before: Result, after: Result) => Math.abs(before.losses[0] - after.losses[0]) < 1e-6;

const norm = (values: readonly number[]) => Math.sqrt(dot(values, values));

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}
