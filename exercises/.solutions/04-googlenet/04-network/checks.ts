import { type Check, failureOf } from '@featuremap/grader';
import { googlenet } from '@featuremap/models';
import { channelsFirst } from '../../blockNetworkMistakes.js';
import { networkCheck } from '../../networkCheck.js';
import { networkMistakes } from './networkMistakes.js';

const network = networkCheck({
  title: {
    en: 'builds the small GoogLeNet with its 97298 parameters',
    zh: '搭出有 97298 个参数的小型 GoogLeNet',
  },
  name: 'googlenet',
  reference: () => googlenet(),
  mistakes: networkMistakes,
});

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  {
    title: network.title,
    run: async (learner, run) => {
      const failure = await network.run(learner, run);
      const error = failure && 'explain' in failure ? failure.explain('en') : '';
      return /Negative dimension size.*\[,1,28,28\]/.test(error) ? failureOf(channelsFirst) : failure;
    },
  },
];
