import type { Check } from '@featuremap/grader';
import { fallingCheck } from './fallingCheck.js';
import { memoryCheck } from './memoryCheck.js';
import { stepsCheck, type Verdicts } from './stepsCheck.js';
import { smallNetwork, someBatches } from './trial.js';

const verdicts: Verdicts = new WeakMap();

const steps = stepsCheck({
  title: {
    en: 'the steps of SGD: losses and weights as in TensorFlow.js’s own training',
    zh: 'SGD 的每一步：损失和权重与 TensorFlow.js 自带的训练一致',
  },
  verdicts,
  trials: async random => [
    { network: smallNetwork, batches: await someBatches(random, [6]), learningRate: 0.3, epochs: 1 },
    { network: smallNetwork, batches: await someBatches(random, [8, 7, 5]), learningRate: 0.2, epochs: 2 },
  ],
});

const dropout = stepsCheck({
  title: { en: 'dropout drops while it trains', zh: '训练时 dropout 起作用' },
  trials: async random => [
    {
      network: () => smallNetwork({ dropout: 0.5 }),
      batches: await someBatches(random, [6, 5, 4]),
      learningRate: 0.15,
      epochs: 2,
    },
  ],
});

/** What the exercise asks for. */
export const checks: readonly Check[] = [steps, dropout, memoryCheck, fallingCheck(verdicts)];
