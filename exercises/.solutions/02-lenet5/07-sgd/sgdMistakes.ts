import type { Mistake, Text } from '@featuremap/grader';
import { each, type Lists, sgdStep } from './steps.js';

/** What `sgdStep` takes. */
export type SgdArgs = readonly [parameters: Lists, gradients: Lists, learningRate: number];

const step =
  (of: (parameter: number, gradient: number, learningRate: number) => number) =>
  (...[parameters, gradients, learningRate]: SgdArgs) =>
    each([parameters, gradients], (parameter, gradient) => of(parameter, gradient, learningRate));

/** What several mistakes say, here and with momentum. */
export const says = {
  ascent: {
    en: 'Your step goes with the gradient, uphill, and the loss grows. The gradient points to where the loss grows: subtract.',
    zh: '你的步子顺着梯度走，是上坡，损失会变大。梯度指向损失增大的方向：应当减。',
  },
  'learning-rate-forgotten': {
    en: 'The learning rate is not used: your step is as long as the gradient. Multiply by learningRate.',
    zh: '没有用到学习率：你的步长就是整个梯度。要乘上 learningRate。',
  },
  'first-array-only': {
    en: 'Only the first array has been changed. A network has many, a weight and a bias for each layer, and all of them learn: loop over parameters.',
    zh: '只有第一个数组变了。一个网络有许多数组，每层都有权重和偏置，它们都要学习：请遍历 parameters。',
  },
  'divided-again': {
    en: 'You divide the gradient once more. It is that of a mean over the batch already; what is left to do is to multiply it by the learning rate.',
    zh: '你又把梯度除了一次。它本来就是整批平均的梯度，剩下要做的只是乘上学习率。',
  },
  'update-only': {
    en: 'You return how far the parameters should move. Add that to them: parameter - learningRate * gradient.',
    zh: '你返回的是参数应移动多少。要加到参数上：parameter - learningRate * gradient。',
  },
} satisfies Record<string, Text>;

/** The usual mistakes in a step without momentum. */
export const sgdMistakes: readonly Mistake<SgdArgs>[] = [
  {
    id: 'ascent',
    says: says.ascent,
    instead: step((parameter, gradient, learningRate) => parameter + learningRate * gradient),
  },
  {
    id: 'learning-rate-forgotten',
    says: says['learning-rate-forgotten'],
    instead: step((parameter, gradient) => parameter - gradient),
  },
  {
    id: 'divided-by-the-learning-rate',
    says: {
      en: 'You divide by the learning rate. Multiply: a smaller rate is to make smaller steps.',
      zh: '你除了学习率，应当乘：学习率越小，步子应越小。',
    },
    instead: step((parameter, gradient, learningRate) => parameter - gradient / learningRate),
  },
  {
    id: 'brackets-too-wide',
    says: {
      en: 'You multiply the whole difference by the learning rate, so that the parameter itself shrinks. Only the gradient is scaled: parameter - learningRate * gradient.',
      zh: '你把整个差都乘上了学习率，参数本身也跟着缩小了。只有梯度要乘：parameter - learningRate * gradient。',
    },
    instead: step((parameter, gradient, learningRate) => learningRate * (parameter - gradient)),
  },
  {
    id: 'multiplied-by-the-parameter',
    says: {
      en: 'Your step is multiplied by the parameter, so that a parameter of 0 could never move. The step is learningRate * gradient, whatever the parameter is.',
      zh: '你的步子还乘上了参数，那么等于 0 的参数就永远动不了。不管参数是多少，步子都是 learningRate * gradient。',
    },
    instead: step((parameter, gradient, learningRate) => parameter - learningRate * gradient * parameter),
  },
  {
    id: 'sign-only',
    says: {
      en: 'You use only the sign of the gradient, so that all steps are equally long. A steep slope asks for a longer step: multiply by the gradient itself.',
      zh: '你只用了梯度的符号，于是所有步子一样长。坡越陡，步子应越大：要乘以梯度本身。',
    },
    instead: step((parameter, gradient, learningRate) => parameter - learningRate * Math.sign(gradient)),
  },
  {
    id: 'parameter-and-gradient-swapped',
    says: {
      en: 'Parameter and gradient are swapped: you go from the gradient. It is parameter - learningRate * gradient.',
      zh: '参数和梯度弄反了：你从梯度出发。应是 parameter - learningRate * gradient。',
    },
    instead: step((parameter, gradient, learningRate) => gradient - learningRate * parameter),
  },
  {
    id: 'update-only',
    says: says['update-only'],
    instead: step((_, gradient, learningRate) => -learningRate * gradient),
  },
  {
    id: 'update-only',
    says: says['update-only'],
    instead: step((_, gradient, learningRate) => learningRate * gradient),
  },
  {
    id: 'first-array-only',
    says: says['first-array-only'],
    instead: (parameters, gradients, learningRate) => [
      sgdStep(parameters, gradients, learningRate)[0],
      ...parameters.slice(1),
    ],
  },
  {
    id: 'first-array-only',
    says: says['first-array-only'],
    instead: (parameters, gradients, learningRate) =>
      sgdStep(parameters, gradients, learningRate).slice(0, 1),
  },
  {
    id: 'gradients-of-the-first-array',
    says: {
      en: 'You use gradients[0] for every array. Each array of parameters has gradients of its own, at the same place: gradients[k] for parameters[k].',
      zh: '你对每个数组用的都是 gradients[0]。每个参数数组都有自己的梯度，位置相同：parameters[k] 对应 gradients[k]。',
    },
    instead: (parameters, gradients, learningRate) =>
      parameters.map(list => list.map((parameter, i) => parameter - learningRate * gradients[0][i])),
  },
  {
    id: 'divided-again',
    says: says['divided-again'],
    instead: (parameters, gradients, learningRate) =>
      sgdStep(parameters, gradients, learningRate / parameters.length),
  },
  {
    id: 'divided-again',
    says: says['divided-again'],
    instead: (parameters, gradients, learningRate) =>
      parameters.map((list, k) =>
        list.map((parameter, i) => parameter - (learningRate * gradients[k][i]) / list.length),
      ),
  },
];
