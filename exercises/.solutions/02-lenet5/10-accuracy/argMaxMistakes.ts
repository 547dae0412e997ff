import type { Mistake, Text } from '@featuremap/grader';
import { argMax } from './evaluation.js';

/** Goes through all values and keeps a place, by a rule of its own. */
const kept = (values: readonly number[], better: (i: number, best: number) => boolean, begin = 0) =>
  values.reduce((best, _, i) => (better(i, best) ? i : best), begin);

const startsAt0: Text = {
  en: 'You begin with a largest value of 0, and logits may all be below it: then none of them is ever found. Begin with the first value, at place 0.',
  zh: '你让最大值从 0 开始，而 logits 可能全都比它小：那就一个也找不到。应从第一个值开始，它的位置是 0。',
};

/** The usual mistakes in finding the place of the largest value. */
export const argMaxMistakes: readonly Mistake<readonly [values: readonly number[]]>[] = [
  {
    id: 'value-not-place',
    says: {
      en: 'You return the largest value. What is asked for is its place, from 0 on: that is the class.',
      zh: '你返回的是最大的值。要的是它的位置，从 0 数起：那才是类别。',
    },
    instead: values => Math.max(...values),
  },
  {
    id: 'ties-to-the-last',
    says: {
      en: 'Of several equal values you take the last one. Take the first: only a value that is larger, >, takes the place of one before it.',
      zh: '几个值相等时，你取了最后一个。应取第一个：只有更大的值（用 >）才能取代前面的。',
    },
    instead: values => values.lastIndexOf(Math.max(...values)),
  },
  {
    id: 'begins-with-0',
    says: startsAt0,
    instead: values => (Math.max(...values) > 0 ? argMax(values) : 0),
  },
  {
    id: 'begins-with-0',
    says: startsAt0,
    instead: values => (Math.max(...values) > 0 ? argMax(values) : -1),
  },
  {
    id: 'smallest',
    says: {
      en: 'You return the place of the smallest value. The network’s answer is the class with the largest one.',
      zh: '你返回的是最小值的位置。网络的答案是值最大的那一类。',
    },
    instead: values => values.indexOf(Math.min(...values)),
  },
  {
    id: 'sign-ignored',
    says: {
      en: 'You compare the values without their sign. A logit of -9 is a clear no: compare them as they are.',
      zh: '你比较时去掉了符号。-9 的 logit 是明确的否定：应按原来的值比较。',
    },
    instead: values => argMax(values.map(Math.abs)),
  },
  {
    id: 'compared-with-the-first',
    says: {
      en: 'You compare each value with the first one, so that the last that is larger than it wins. Compare with the best so far: values[i] > values[best].',
      zh: '你拿每个值和第一个值比，于是最后一个比它大的就赢了。应与目前最好的比：values[i] > values[best]。',
    },
    instead: values => kept(values, i => values[i] > values[0]),
  },
  {
    id: 'compared-with-its-neighbour',
    says: {
      en: 'You compare each value with the one before it, so that the last rise wins. Compare with the best so far: values[i] > values[best].',
      zh: '你拿每个值和它前一个值比，于是最后一次上升的位置就赢了。应与目前最好的比：values[i] > values[best]。',
    },
    instead: values => kept(values, i => i > 0 && values[i] > values[i - 1]),
  },
  {
    id: 'last-value-missed',
    says: {
      en: 'You never look at the last value: the last class is never the answer. Go on as long as i < values.length.',
      zh: '你没有看最后一个值：最后一类永远不会成为答案。只要 i < values.length 就继续。',
    },
    instead: values => argMax(values.slice(0, -1)),
  },
  {
    id: 'counted-from-1',
    says: {
      en: 'Your places are counted from 1. Classes are counted from 0, as labels are.',
      zh: '你的位置是从 1 数的。类别和标签一样从 0 数起。',
    },
    instead: values => argMax(values) + 1,
  },
];
