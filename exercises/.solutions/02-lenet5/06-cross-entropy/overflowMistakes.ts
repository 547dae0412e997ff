import type { Mistake, Text } from '@featuremap/grader';
import { crossEntropy, logOfSoftmax, naiveSoftmax, oneHot, softmax } from './crossEntropy.js';
import type { Args } from './lossMistakes.js';

const says = {
  'not-stable': {
    en: 'Your exponentials overflow: Math.exp(710) is Infinity already, Math.exp(-746) is 0, and Infinity / Infinity and 0 / 0 are NaN. Subtract the largest logit of the row from all of it first. That changes no probability, and the largest exponential is then 1.',
    zh: '你的指数溢出了：Math.exp(710) 已经是 Infinity，Math.exp(-746) 是 0，而 Infinity / Infinity 和 0 / 0 都是 NaN。先从整行减去这一行最大的 logit。概率不变，而最大的指数就是 1。',
  },
  'log-of-0': {
    en: 'You take the logarithm of a probability that is too small for a number and has become 0, and log(0) is -Infinity. Never make the probability for the loss: log(sum of exponentials) - logit of the label, both with the largest logit subtracted.',
    zh: '你对概率取了对数，而概率小到表示不出来，变成了 0，log(0) 就是 -Infinity。求损失时不要先算出概率：用 log(指数之和) 减去标签的 logit，两者都先减去最大的 logit。',
  },
  'probability-kept-from-0': {
    en: 'You keep the probability from becoming 0 by a small number. The loss is then wrong where it matters most, and it is the same however wrong the network is, so that nothing can be learnt from it. Use log(sum of exponentials) - logit of the label, both with the largest logit subtracted: it needs no such help.',
    zh: '你用一个很小的数不让概率变成 0。这样一来，在最要紧的地方损失反而不对，而且无论网络错得多离谱都一样大，什么也学不到。请用 log(指数之和) 减去标签的 logit，两者都先减去最大的 logit：那就不需要这种补救。',
  },
  'largest-of-the-batch': {
    en: 'You subtract the largest logit of the whole batch. In a row whose logits are all far below it every exponential becomes 0, and log(0) is -Infinity. Each row needs a largest logit of its own.',
    zh: '你减去的是整批里最大的 logit。如果某一行的 logit 都比它小得多，这一行的指数就全变成 0，log(0) 就是 -Infinity。每一行要减自己最大的那个。',
  },
} satisfies Record<string, Text>;

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

/** 0 * -Infinity is NaN: one class that has become 0 is enough, whatever the label. */
const oneHotTimesLog = (row: readonly number[], label: number) =>
  -sum(softmax(row).map((p, c) => oneHot(c, label) * Math.log(p)));
const logOfNaiveSoftmax = (row: readonly number[], label: number) => -Math.log(naiveSoftmax(row)[label]);
const logOfNaiveSum = (row: readonly number[], label: number) =>
  Math.log(sum(row.map(Math.exp))) - row[label];

const tiny = [1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16];
const kept = [
  ...tiny.map(least => (p: number) => Math.max(p, least)),
  ...tiny.map(extra => (p: number) => p + extra),
];

/** What goes wrong only where logits are large. */
export const overflowMistakes: readonly Mistake<Args>[] = [
  {
    id: 'not-stable',
    says: says['not-stable'],
    instead: (logits, labels) =>
      crossEntropy(logits, labels, { probabilities: naiveSoftmax, loss: logOfNaiveSoftmax }),
  },
  {
    id: 'not-stable',
    says: says['not-stable'],
    instead: (logits, labels) =>
      crossEntropy(logits, labels, { probabilities: naiveSoftmax, loss: logOfNaiveSum }),
  },
  {
    id: 'not-stable',
    says: says['not-stable'],
    instead: (logits, labels) => crossEntropy(logits, labels, { probabilities: naiveSoftmax }),
  },
  {
    id: 'not-stable',
    says: says['not-stable'],
    instead: (logits, labels) => crossEntropy(logits, labels, { loss: logOfNaiveSum }),
  },
  ...[logOfSoftmax, oneHotTimesLog].map(loss => ({
    id: 'log-of-0',
    says: says['log-of-0'],
    instead: (...[logits, labels]: Args) => crossEntropy(logits, labels, { loss }),
  })),
  ...kept.map(keep => ({
    id: 'probability-kept-from-0',
    says: says['probability-kept-from-0'],
    instead: (...[logits, labels]: Args) =>
      crossEntropy(logits, labels, { loss: (row, label) => -Math.log(keep(softmax(row)[label])) }),
  })),
  ...[logOfNaiveSoftmax, logOfNaiveSum].map(loss => ({
    id: 'largest-of-the-batch',
    says: says['largest-of-the-batch'],
    instead: (...[logits, labels]: Args) => {
      const largest = Math.max(...logits.flat());
      const shifted = logits.map(row => row.map(logit => logit - largest));
      return crossEntropy(shifted, labels, { probabilities: naiveSoftmax, loss });
    },
  })),
];
