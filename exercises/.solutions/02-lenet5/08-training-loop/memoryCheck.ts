import { type Check, failureOf } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { useEngine } from '../../engine.js';
import { trainedByLearner } from './learnerLoop.js';
import { smallNetwork, someBatches } from './trial.js';

/** What stays may not grow with the steps: an optimizer's own tensor may stay. */
export const memoryCheck: Check = {
  title: { en: 'no tensor of a step is left behind', zh: '每一步都不留下张量' },
  run: async (learner, run) => {
    const device = await useEngine(run);
    if ('notRun' in device) return device;
    const batches = await someBatches(run.random, [5, 4]);
    const left: number[] = [];
    try {
      for (const epochs of epochCounts) {
        const trial = { network: smallNetwork, batches, learningRate: 0.2, epochs };
        const outcome = await trainedByLearner(learner, trial);
        if ('failure' in outcome) return outcome.failure;
        left.push(outcome.tensorsLeft);
      }
    } finally {
      for (const { images, labels } of batches) tf.dispose([images, labels]);
    }
    const [, few = 0, many = 0] = left;
    return many > few ? failureOf(leaked(few, many)) : undefined;
  },
};

/** The first time counts nothing: an engine may keep something from then on. */
const epochCounts = [1, 1, 4];

const leaked = (few: number, many: number) => ({
  id: 'tensors-leaked',
  says: {
    en: `Your loop leaves tensors behind: after 2 steps there are ${few} more than before, after 8 steps ${many}. A training of 1175 steps would fill the memory. Do a step inside of tf.tidy(() => …), and dispose the loss once you have its number.`,
    zh: `你的循环会留下张量：走 2 步之后比之前多 ${few} 个，走 8 步之后多 ${many} 个。训练 1175 步就会占满内存。请把一步放在 tf.tidy(() => …) 里做，取出损失的数之后用 dispose 释放它。`,
  },
});
