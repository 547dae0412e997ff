import type { Mistake } from '@featuremap/grader';
import { type Matrix, sum, width } from '../correlate.js';
import { biasGradient } from '../gradients.js';

/** What goes wrong with the gradient of the bias. */
export const biasGradientMistakes: readonly Mistake<readonly [outputGradient: Matrix]>[] = [
  {
    id: 'averaged',
    says: {
      en: 'You take the mean of the output’s gradient. A bias that grows lifts every output, and what each of them does to the loss adds up: return the sum, divided by nothing.',
      zh: '你取的是输出梯度的平均值。偏置一增大，每个输出都跟着增大，它们对损失的影响是相加的：请返回总和，什么都不要除。',
    },
    instead: outputGradient => biasGradient(outputGradient) / (outputGradient.length * width(outputGradient)),
  },
  {
    id: 'output-gradient-ignored',
    says: {
      en: 'You count the outputs, as if the gradient of each were 1. The bias does act on each with a factor of 1, but what an output then does to the loss is outputGradient[row][column]: add these up.',
      zh: '你数的是输出的个数，相当于把每个输出的梯度都当成 1。偏置对每个输出的系数确实是 1，但输出对损失的影响是 outputGradient[row][column]：请把它们加起来。',
    },
    instead: outputGradient => outputGradient.length * width(outputGradient),
  },
  {
    id: 'assigned-not-added',
    says: {
      en: 'Your result is the last number of outputGradient alone. The bias touched every output: write `sum +=`, not `sum =`.',
      zh: '你的结果只是 outputGradient 的最后一个数。每一个输出都用到了偏置：应写 `sum +=`，而不是 `sum =`。',
    },
    instead: outputGradient => outputGradient.at(-1)?.at(-1),
  },
  {
    id: 'outputs-missing',
    says: {
      en: 'You add up the first row only. Is the `return` inside the loop over the rows? It belongs behind both loops.',
      zh: '你只加了第一行。`return` 是不是写在遍历行的循环里面了？它应放在两层循环之后。',
    },
    instead: outputGradient => sum(outputGradient[0]),
  },
  {
    id: 'not-summed',
    says: {
      en: 'You return outputGradient as it came. The whole output shares one bias, so its gradient is one number: the sum of what every output hands back.',
      zh: '你原样返回了 outputGradient。整个输出共用一个偏置，所以它的梯度是一个数：每个输出传回来的梯度之和。',
    },
    instead: outputGradient => outputGradient,
  },
];
