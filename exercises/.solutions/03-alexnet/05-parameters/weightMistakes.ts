import type { Mistake } from '@featuremap/grader';
import { type Args, counted, type Step, steps, weightsOf } from './steps.js';

/** Wrong numbers of weights, for a count of any kind. */
export function weightMistakesOf(count: (step: Step, weights: number) => number): readonly Mistake<Args>[] {
  const convolutions =
    (weights: (conv: { kernelSize: number; filters: number; channels: number }) => number) =>
    (...args: Args) =>
      counted(steps(args), step => {
        const { layer, from } = step;
        if (layer.kind !== 'conv') return count(step, weightsOf(step));
        return count(step, weights({ ...layer, channels: from[2] }));
      });
  return [
    {
      id: 'input-channels-ignored',
      says: {
        en: 'Your convolution has one kernel for each filter. A filter has a kernel for every channel of its input: multiply by the channels, too.',
        zh: '在你的卷积里，每个滤波器只有一个核。滤波器对输入的每个通道各有一个核：还要乘上通道数。',
      },
      instead: convolutions(({ kernelSize, filters }) => kernelSize ** 2 * filters),
    },
    {
      id: 'filters-ignored',
      says: {
        en: 'You count a single filter. Each filter has weights of its own: multiply by how many there are.',
        zh: '你只算了一个滤波器。每个滤波器都有自己的权重：要乘上滤波器的个数。',
      },
      instead: convolutions(({ kernelSize, channels }) => kernelSize ** 2 * channels),
    },
    {
      id: 'kernel-not-squared',
      says: {
        en: 'You count one row of each kernel. A kernel has kernelSize rows of kernelSize weights.',
        zh: '每个核你只算了一行。核有 kernelSize 行，每行 kernelSize 个权重。',
      },
      instead: convolutions(({ kernelSize, filters, channels }) => kernelSize * filters * channels),
    },
  ];
}
