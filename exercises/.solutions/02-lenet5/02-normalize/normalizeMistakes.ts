import type { Mistake, Text } from '@featuremap/grader';
import { floats, meanAndStd } from './statistics.js';

type Args = readonly [values: Float32Array, mean: number, std: number];

const each =
  (of: (value: number, mean: number, std: number) => number) =>
  (...[values, mean, std]: Args) =>
    floats(values, value => of(value, mean, std));

const normalized = (value: number, mean: number, std: number) => (value - mean) / std;

const clamped: Text = {
  en: 'You cut off what lies outside of a range. Normalised numbers have none: a white pixel of MNIST becomes 2.8215. Return them as they are.',
  zh: '你把超出某个范围的数截掉了。归一化之后的数没有这样的范围：MNIST 的白色像素会变成 2.8215。请原样返回。',
};
const clamp = (value: number, least: number) => Math.min(1, Math.max(least, value));

/** The usual mistakes in normalising. */
export const normalizeMistakes: readonly Mistake<Args>[] = [
  {
    id: 'mean-not-subtracted',
    says: {
      en: 'The mean is not subtracted: you only divide. Subtract it first, so that the mean becomes 0: (value - mean) / std.',
      zh: '没有减平均值，你只做了除法。要先减去它，平均值才会变成 0：(value - mean) / std。',
    },
    instead: each((value, _, std) => value / std),
  },
  {
    id: 'std-not-used',
    says: {
      en: 'You only subtract the mean. Divide by std afterwards, so that the standard deviation becomes 1: (value - mean) / std.',
      zh: '你只减了平均值。之后还要除以 std，标准差才会变成 1：(value - mean) / std。',
    },
    instead: each((value, mean) => value - mean),
  },
  {
    id: 'brackets-missing',
    says: {
      en: 'You compute value - mean / std, where the division comes first. Put the subtraction in brackets: (value - mean) / std.',
      zh: '你算的是 value - mean / std，除法先做了。要给减法加上括号：(value - mean) / std。',
    },
    instead: each((value, mean, std) => value - mean / std),
  },
  {
    id: 'mean-subtracted-last',
    says: {
      en: 'You divide by std first and subtract the mean then. The mean belongs to the values as they came: (value - mean) / std.',
      zh: '你先除以 std，再减平均值。平均值是原来那些数的平均值：(value - mean) / std。',
    },
    instead: each((value, mean, std) => value / std - mean),
  },
  {
    id: 'mean-added',
    says: {
      en: 'The mean is added. Subtract it, so that what was average becomes 0.',
      zh: '你把平均值加上去了。应当减去它，让平均水平变成 0。',
    },
    instead: each((value, mean, std) => (value + mean) / std),
  },
  {
    id: 'subtracted-from-the-mean',
    says: {
      en: 'You compute mean - value, so that black and white are swapped. It is value - mean.',
      zh: '你算的是 mean - value，黑白就颠倒了。应是 value - mean。',
    },
    instead: each((value, mean, std) => (mean - value) / std),
  },
  {
    id: 'divided-by-the-variance',
    says: {
      en: 'You divide by std * std. That is the variance; divide by std itself.',
      zh: '你除的是 std * std，那是方差。应除以 std 本身。',
    },
    instead: each((value, mean, std) => (value - mean) / std ** 2),
  },
  {
    id: 'multiplied-by-std',
    says: {
      en: 'You multiply by std. Divide by it: values that lie close together are to be spread, and dividing by a std below 1 does that.',
      zh: '你乘了 std，应当除以它：挤在一起的数要拉开，除以小于 1 的 std 正是如此。',
    },
    instead: each((value, mean, std) => (value - mean) * std),
  },
  {
    id: 'normalised-twice',
    says: {
      en: 'You normalise twice: the mean is subtracted and the std divided by, and then both once more. Do it once.',
      zh: '你归一化了两遍：减了平均值、除了 std，然后又来了一次。只做一遍。',
    },
    instead: each((value, mean, std) => normalized(normalized(value, mean, std), mean, std)),
  },
  {
    id: 'divided-by-255-again',
    says: {
      en: 'You divide by 255 here as well. The values come from toTensor and are there already, from 0 to 1.',
      zh: '你在这里又除了一次 255。传进来的数已经过 toTensor，本来就是 0 到 1。',
    },
    instead: each((value, mean, std) => normalized(value / 255, mean, std)),
  },
  {
    id: 'statistics-of-its-own',
    says: {
      en: 'You use the mean and the std of the values that came, so that each image is changed in another way. Use those that were handed over: they belong to all training images.',
      zh: '你用的是传进来这些数自己的平均值和标准差，于是每张图像的变法都不一样。应使用传进来的 mean 和 std：它们是全部训练图像的。',
    },
    instead: values => {
      const { mean, std } = meanAndStd(values);
      return floats(values, value => normalized(value, mean, std));
    },
  },
  {
    id: 'constants-written-in',
    says: {
      en: 'You always use 0.1307 and 0.3081, whatever is handed over. Those are MNIST’s; another data set has others: use the parameters mean and std.',
      zh: '不管传进来什么，你用的都是 0.1307 和 0.3081。那是 MNIST 的，别的数据集有别的数：请用参数 mean 和 std。',
    },
    instead: each(value => normalized(value, 0.1307, 0.3081)),
  },
  {
    id: 'mean-and-std-swapped',
    says: {
      en: 'Mean and std are swapped: you subtract the std and divide by the mean.',
      zh: '平均值和标准差用反了：你减的是 std，除的是 mean。',
    },
    instead: each((value, mean, std) => normalized(value, std, mean)),
  },
  {
    id: 'stretched',
    says: {
      en: 'You stretch the values from their smallest to their largest, 0 to 1. Subtract the mean and divide by the std that were handed over.',
      zh: '你按最小值和最大值把数拉伸到了 0 到 1。应减去传进来的 mean，再除以 std。',
    },
    instead: values => {
      const [least, most] = [Math.min(...values), Math.max(...values)];
      return floats(values, value => (value - least) / (most - least));
    },
  },
  {
    id: 'clamped',
    says: clamped,
    instead: each((value, mean, std) => clamp(normalized(value, mean, std), -1)),
  },
  {
    id: 'clamped',
    says: clamped,
    instead: each((value, mean, std) => clamp(normalized(value, mean, std), 0)),
  },
];
