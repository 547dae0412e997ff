import type { Check } from '@featuremap/grader';
import { networkCheck } from '../../networkCheck.js';
import { networkMistakes } from './networkMistakes.js';
import { alexnetWith } from './variation.js';

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  networkCheck({
    title: { en: 'builds AlexNet for images of 224×224', zh: '为 224×224 的图像搭建 AlexNet' },
    name: 'alexnet',
    narrow: true,
    reference: () => alexnetWith(224),
    mistakes: networkMistakes(224),
  }),
  networkCheck({
    title: { en: 'builds it for images of 200×200 too', zh: '也能为 200×200 的图像搭建' },
    name: 'alexnet',
    args: [200],
    narrow: true,
    reference: () => alexnetWith(200),
    mistakes: networkMistakes(200),
  }),
];
