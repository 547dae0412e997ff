import type { Mistake } from '@featuremap/grader';
import { mean, meanAndStd } from './statistics.js';

/** The usual mistakes in computing a mean and a standard deviation. */
export const meanAndStdMistakes: readonly Mistake<readonly [values: Float32Array]>[] = [
  {
    id: 'variance-not-std',
    says: {
      en: 'Your std is the variance, the mean of the squares. The standard deviation is its square root: Math.sqrt.',
      zh: '你的 std 其实是方差，即平方的平均值。标准差是它的平方根：Math.sqrt。',
    },
    instead: values => {
      const { mean: centre, std } = meanAndStd(values);
      return { mean: centre, std: std ** 2 };
    },
  },
  {
    id: 'divided-by-one-less',
    says: {
      en: 'You divide the sum of squares by n - 1. That estimates the deviation of something larger from a sample; here the values are all there is: divide by n.',
      zh: '你用平方和除以了 n - 1。那是用样本去估计总体时的做法；这里的数就是全部：应除以 n。',
    },
    instead: values => meanAndStd(values, values.length - 1),
  },
  {
    id: 'sum-not-mean',
    says: {
      en: 'Your mean is the sum of the values. Divide it by how many there are: values.length.',
      zh: '你的 mean 是所有数的和。还要除以个数：values.length。',
    },
    instead: values => ({ ...meanAndStd(values), mean: mean(values) * values.length }),
  },
  {
    id: 'sum-not-mean',
    says: {
      en: 'Your mean is the sum of the values. Divide it by how many there are, values.length, before you use it for the std.',
      zh: '你的 mean 是所有数的和。要先除以个数 values.length，再用它去求 std。',
    },
    instead: values => {
      const sum = mean(values) * values.length;
      return { mean: sum, std: Math.sqrt(mean(values, value => (value - sum) ** 2)) };
    },
  },
  {
    id: 'root-taken-too-early',
    says: {
      en: 'You take the root of the sum of squares and divide afterwards. Divide by n first: the standard deviation is the root of the mean of the squares.',
      zh: '你先对平方和开了根号，然后才除。应先除以 n：标准差是平方的平均值再开根号。',
    },
    instead: values => {
      const { mean: centre, std } = meanAndStd(values);
      return { mean: centre, std: std / Math.sqrt(values.length) };
    },
  },
  {
    id: 'measured-from-zero',
    says: {
      en: 'Your std is measured from 0: you square the values themselves. It says how far they lie from their mean: square value - mean.',
      zh: '你的 std 是相对 0 算的：你把数本身平方了。它要表示的是各数离平均值多远：应对 value - mean 求平方。',
    },
    instead: values => ({ mean: mean(values), std: Math.sqrt(mean(values, value => value ** 2)) }),
  },
  {
    id: 'mean-deviation',
    says: {
      en: 'Your std is the mean distance from the mean, without squares. Square each distance, take the mean of the squares, and then the root.',
      zh: '你的 std 是到平均值的平均距离，没有平方。应把每个距离平方，取平方的平均值，再开根号。',
    },
    instead: values => {
      const centre = mean(values);
      return { mean: centre, std: mean(values, value => Math.abs(value - centre)) };
    },
  },
  {
    id: 'zeros-left-out',
    says: {
      en: 'You leave the zeros out. Black pixels are pixels too, most of them in fact: every value counts.',
      zh: '你没有算上零。黑色像素也是像素，而且占了大多数：每个数都要算。',
    },
    instead: values => meanAndStd(values.filter(value => value !== 0)),
  },
];
