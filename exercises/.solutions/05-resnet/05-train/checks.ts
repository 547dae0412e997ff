import type { Check } from '@featuremap/grader';
import { resnet } from '@featuremap/models';
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
  name: 'trainResnet',
  network: () => resnet(),
  batchSize,
  told: { testLimit },
  epochs: 5,
  atLeast: 0.985,
  trial: { limit: 300, epochs: 4, testLimit },
  also: [
    sameNetwork(() => resnet(), networkMistakes),
    stepOfSgd({
      title: {
        en: 'the steps are those of SGD, and the learning rate falls: halfway it is 0.05',
        zh: '每一步都是 SGD，而且学习率在下降：走到一半时是 0.05',
      },
      batchSize,
      rate: 0.05,
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
