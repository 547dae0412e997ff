import type { Mistake, Text } from '@featuremap/grader';
import { shapeMistakesOf } from './shapeMistakes.js';
import { type Args, biasesOf, counted, placesOf, type Step, steps, weightsOf } from './steps.js';
import { weightMistakesOf } from './weightMistakes.js';

const instead =
  (count: (step: Step) => number) =>
  (...args: Args) =>
    counted(steps(args), count);

const parametersOf = (step: Step) => weightsOf(step) + biasesOf(step);

const poolHasNone: Text = {
  en: 'You count parameters for pooling. There is nothing in it that training could change: 0.',
  zh: '你给池化也算了参数。池化里没有任何可以训练的东西：应为 0。',
};

const oncePerPlace: Text = {
  en: 'You count a weight once for every place where it is used. That is the number of multiplications. A convolution uses the same weights in all places, so each counts once.',
  zh: '权重在每个位置用一次，你就数了一次，那是乘法的次数。卷积在所有位置用的是同一组权重，每个只算一次。',
};

/** What goes wrong with the number of parameters. */
export const parametersMistakes: readonly Mistake<Args>[] = [
  {
    id: 'bias-missing',
    says: {
      en: 'The biases are missing. There is one for each filter of a convolution and for each unit of a dense layer.',
      zh: '没有算偏置。卷积的每个滤波器、全连接层的每个单元各有一个偏置。',
    },
    instead: instead(weightsOf),
  },
  {
    id: 'bias-missing',
    says: {
      en: 'The biases of the dense layers are missing: one for each unit.',
      zh: '没有算全连接层的偏置：每个单元一个。',
    },
    instead: instead(step => weightsOf(step) + (step.layer.kind === 'dense' ? 0 : biasesOf(step))),
  },
  {
    id: 'bias-missing',
    says: {
      en: 'The biases of the convolutions are missing: one for each filter.',
      zh: '没有算卷积的偏置：每个滤波器一个。',
    },
    instead: instead(step => weightsOf(step) + (step.layer.kind === 'conv' ? 0 : biasesOf(step))),
  },
  {
    id: 'bias-per-layer',
    says: {
      en: 'You count one bias for a whole layer. There is one for each filter of a convolution and for each unit of a dense layer.',
      zh: '你给每层只算了一个偏置。卷积的每个滤波器、全连接层的每个单元各有一个偏置。',
    },
    instead: instead(step => weightsOf(step) + (step.layer.kind === 'pool' ? 0 : 1)),
  },
  {
    id: 'bias-per-input-channel',
    says: {
      en: 'You count a bias for each channel that a convolution takes. It is added to what comes out: one for each filter.',
      zh: '你按卷积接收的通道数来算偏置。偏置是加在输出上的：每个滤波器一个。',
    },
    instead: instead(step => weightsOf(step) + (step.layer.kind === 'conv' ? step.from[2] : biasesOf(step))),
  },
  {
    id: 'bias-per-input-channel',
    says: {
      en: 'You count a bias for each kernel: filters times input channels. The sums over all channels are one number, and it gets one bias: as many as there are filters.',
      zh: '你给每个核都算了一个偏置：滤波器个数乘输入通道数。各通道的和加在一起只是一个数，只加一个偏置：有几个滤波器就有几个偏置。',
    },
    instead: instead(
      step => weightsOf(step) + biasesOf(step) * (step.layer.kind === 'conv' ? step.from[2] : 1),
    ),
  },
  {
    id: 'pooling-counted',
    says: poolHasNone,
    instead: instead(step =>
      step.layer.kind === 'pool' ? step.layer.size ** 2 * step.from[2] : parametersOf(step),
    ),
  },
  {
    id: 'pooling-counted',
    says: poolHasNone,
    instead: instead(step => (step.layer.kind === 'pool' ? step.layer.size ** 2 : parametersOf(step))),
  },
  {
    id: 'counted-in-every-place',
    says: oncePerPlace,
    instead: instead(step => weightsOf(step) * placesOf(step) + biasesOf(step)),
  },
  {
    id: 'counted-in-every-place',
    says: oncePerPlace,
    instead: instead(step => parametersOf(step) * placesOf(step)),
  },
  ...weightMistakesOf((step, weights) => weights + biasesOf(step)),
  ...shapeMistakesOf(parametersOf),
];
