import type { Check } from '@featuremap/grader';
import { defaults } from './block.js';
import { blockCheck } from './blockCheck.js';
import { wrongWeights } from './wrongWeights.js';

/** Seven kernels and seven biases, of the right shapes and in their order. */
export const weightsCheck: Check = blockCheck(
  {
    en: 'build makes 14 trainable weights, on 10 channels 19,104 numbers',
    zh: 'build 建立 14 个可训练的权重，输入 10 个通道时共 19,104 个数',
  },
  (Block, { random }) =>
    wrongWeights(Block, [
      { channels: 10, ...defaults },
      { channels: random.integer(4, 6), narrow: random.integer(2, 3), wide: random.integer(7, 9) },
    ]),
);
