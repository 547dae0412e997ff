import * as tf from '@tensorflow/tfjs';
import type { LoopMistake } from './loopMistake.js';
import type { Way } from './way.js';

/** A step that changes the weights by the gradient times a number. */
const stepOf =
  (rate: (learningRate: number) => number): NonNullable<Way['step']> =>
  (weight, gradient, learningRate) =>
    tf.sub(weight, tf.mul(gradient, rate(learningRate)));

const only =
  (chosen: (weight: tf.Tensor, index: number) => boolean): NonNullable<Way['step']> =>
  (weight, gradient, learningRate, index) =>
    chosen(weight, index) ? tf.sub(weight, tf.mul(gradient, learningRate)) : weight;

/** Rates that people write in, which no check uses. */
const writtenIn = [1, 0.9, 0.5, 0.1, 0.05, 0.01, 0.001];

/** Mistakes in changing the weights. */
export const stepMistakes: readonly LoopMistake[] = [
  {
    id: 'weights-not-changed',
    says: {
      en: 'The weights stay as they are, so that every epoch gives the same losses. A tensor that you compute changes nothing by itself: put it into the weight with weight.write(…), or let an optimizer do it.',
      zh: '权重没有变，所以每一轮的损失都一样。算出一个新张量并不会改变权重：要用 weight.write(…) 写进去，或者交给优化器。',
    },
    ways: [{ step: weight => weight }],
  },
  {
    id: 'gradient-ascent',
    says: {
      en: 'You go uphill: the gradient points to where the loss grows, and you add it. Subtract it: weight - learningRate * gradient.',
      zh: '你在往上坡走：梯度指向损失增大的方向，而你加上了它。应当减去：weight - learningRate * gradient。',
    },
    ways: [{ step: stepOf(learningRate => -learningRate) }],
  },
  {
    id: 'learning-rate-ignored',
    says: {
      en: 'Your steps always have the same learning rate, whatever is handed over. Use the parameter: weight - learningRate * gradient, or tf.train.sgd(learningRate).',
      zh: '不管传进来什么，你的步子用的都是同一个学习率。请用参数：weight - learningRate * gradient，或 tf.train.sgd(learningRate)。',
    },
    ways: writtenIn.map(rate => ({ step: stepOf(() => rate) })),
  },
  {
    id: 'gradient-replaces-weight',
    says: {
      en: 'You write the change itself into the weight, and what the weight was is lost. Subtract the change from it: weight - learningRate * gradient.',
      zh: '你把改变量直接写进了权重，权重原来的值就丢了。应从原来的值中减去它：weight - learningRate * gradient。',
    },
    ways: [-1, 1].map(sign => ({
      step: (_, gradient, learningRate) => tf.mul(gradient, sign * learningRate),
    })),
  },
  {
    id: 'weights-left-out',
    says: {
      en: 'Only some of the weights change. Each layer has a kernel and a bias, and every one of them takes part in the step: go through all of model.trainableWeights.',
      zh: '只有一部分权重在变。每一层都有核和偏置，它们都要参与每一步：请遍历 model.trainableWeights 的全部。',
    },
    ways: [
      { step: only((_, index) => index === 0) },
      { step: only((_, index) => index > 0) },
      { step: only((_, index) => index < 2) },
      { step: only((_, index) => index >= 2) },
      { step: only((_, index) => index < 3) },
      { step: only((_, index) => index === 3) },
      { step: only(({ rank }) => rank > 1) },
    ],
  },
  {
    id: 'another-optimizer',
    says: {
      en: 'Your optimizer is another one, which changes the size of the steps by a rule of its own. Here it is plain SGD: tf.train.sgd(learningRate).',
      zh: '你用的是别的优化器，它会按自己的规则改变步子的大小。这里要的是最简单的 SGD：tf.train.sgd(learningRate)。',
    },
    ways: [
      { optimizer: tf.train.adam },
      { optimizer: learningRate => tf.train.momentum(learningRate, 0.9) },
      { optimizer: learningRate => tf.train.rmsprop(learningRate) },
      { optimizer: learningRate => tf.train.adagrad(learningRate) },
    ],
  },
];
