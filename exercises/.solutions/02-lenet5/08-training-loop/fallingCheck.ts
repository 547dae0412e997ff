import { type Check, failureOf } from '@featuremap/grader';
import { lenet5 } from '@featuremap/models';
import * as tf from '@tensorflow/tfjs';
import { trainedByLearner } from './learnerLoop.js';
import type { Verdicts } from './stepsCheck.js';
import { someBatches } from './trial.js';

const batchCount = 8;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A training in earnest, on few images, where the steps are right: a wrong one is what that check has found. */
export const fallingCheck = (found: Verdicts): Check => ({
  title: {
    en: 'LeNet-5 learns 512 digits: the loss falls below half',
    zh: 'LeNet-5 学习 512 个数字：损失降到一半以下',
  },
  run: async (learner, run) => {
    const failure = found.get(learner);
    if (failure) return failure;
    const batches = await someBatches(run.random, Array(batchCount).fill(64));
    const trial = { network: () => lenet5({ seed: 0 }), batches, learningRate: 0.3, epochs: 6 };
    const outcome = await trainedByLearner(learner, trial);
    for (const { images, labels } of batches) tf.dispose([images, labels]);
    if ('failure' in outcome) return outcome.failure;
    const { losses } = outcome.trained;
    const [first, last] = [mean(losses.slice(0, batchCount)), mean(losses.slice(-batchCount))];
    return last < first / 2 ? undefined : failureOf(doesNotFall(first, last));
  },
});

const doesNotFall = (first: number, last: number) => ({
  id: 'loss-does-not-fall',
  says: {
    en: `The mean loss was ${first.toFixed(3)} in the first epoch and is ${last.toFixed(3)} in the last one: the network has not learned these images. Print the losses of the steps, and look at the learning rate and at what each batch holds.`,
    zh: `第一轮的平均损失是 ${first.toFixed(3)}，最后一轮是 ${last.toFixed(3)}：网络没有学会这些图像。请打印每一步的损失，再检查学习率和每个小批量的内容。`,
  },
});
