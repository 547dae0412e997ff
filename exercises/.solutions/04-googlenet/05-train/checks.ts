import type { Check } from '@featuremap/grader';
import { googlenet } from '@featuremap/models';
import { type ProgramOptions, trialChecks } from '../../programCheck.js';
import { fullTraining } from '../../programFullTraining.js';
import { sameNetwork } from '../../programNetwork.js';
import { shuffled } from '../../programShuffle.js';
import { stepOfSgd } from '../../programStep.js';
import { networkMistakes } from '../04-network/networkMistakes.js';
import { otherRate } from './otherRate.js';

const batchSize = 128;
const testLimit = 500;

/** A few steps. */
const small: ProgramOptions = {
  name: 'trainGooglenet',
  network: () => googlenet(),
  batchSize,
  told: { testLimit },
  epochs: 5,
  atLeast: 0.98,
  trial: { limit: 300, epochs: 4, testLimit },
  also: [
    sameNetwork(() => googlenet(), networkMistakes),
    stepOfSgd({
      title: {
        en: 'a step is one of SGD on 128 training images with a learning rate of 0.1',
        zh: '每一步都是在 128 张训练图像上、学习率为 0.1 的 SGD',
      },
      batchSize,
      rate: 0.1,
      otherRate,
    }),
    shuffled(batchSize),
  ],
};

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  ...trialChecks(small),
  fullTraining({ ...small, told: { testLimit: 10_000 } }),
];
