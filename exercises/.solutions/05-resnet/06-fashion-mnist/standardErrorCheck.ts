import { formatNumber, functionCheck, type Mistake, type Random } from '@featuremap/grader';
import { figures, standardError, testImages } from './figures.js';

type Args = readonly [accuracy: number, images: number];

const variance = (accuracy: number) => accuracy * (1 - accuracy);

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'root-missing',
    says: {
      en: 'This is the square of the standard error: the root is missing, Math.sqrt around all of it.',
      zh: '这是标准误的平方：少了开平方，应当在最外面套上 Math.sqrt。',
    },
    instead: (accuracy, images) => variance(accuracy) / images,
  },
  {
    id: 'divided-outside-the-root',
    says: {
      en: 'You divide by the number of images behind the root. Counting on 4 times as many images makes the error half as large, not a quarter: the division belongs inside.',
      zh: '你在开平方之后才除以图像张数。图像增加到 4 倍，误差只减半，而不是变成四分之一：除法要放在根号里面。',
    },
    instead: (accuracy, images) => Math.sqrt(variance(accuracy)) / images,
  },
  {
    id: 'images-ignored',
    says: {
      en: 'This is how much a single answer varies. The mean of many varies less: divide by the number of images, inside the root.',
      zh: '这是单个回答的波动。许多回答的平均波动更小：要在根号里除以图像张数。',
    },
    instead: accuracy => Math.sqrt(variance(accuracy)),
  },
  {
    id: 'wrong-share-missing',
    says: {
      en: 'You take the share of right answers alone. A network that is always right leaves nothing to chance, and your error is largest there: multiply by the share of wrong ones, 1 - accuracy.',
      zh: '你只用了答对的比例。总是答对的网络没有偶然可言，而你的误差在那里反而最大：还要乘以答错的比例 1 - accuracy。',
    },
    instead: (accuracy, images) => Math.sqrt(accuracy / images),
  },
  {
    id: 'divided-by-one-less',
    says: {
      en: 'You divide by images - 1, as one does where the spread is estimated from the values. Here it follows from the accuracy itself: divide by images.',
      zh: '你除以了 images - 1，那是由数据估计离散程度时的做法。这里的离散程度直接由准确率得出：除以 images。',
    },
    instead: (accuracy, images) => Math.sqrt(variance(accuracy) / (images - 1)),
  },
  {
    id: 'error-in-percent',
    says: {
      en: 'Your result is in percent. The accuracies go from 0 to 1 here, and so do their errors: leave out the factor 100.',
      zh: '你的结果用的是百分数。这里的准确率在 0 到 1 之间，误差也一样：去掉因子 100。',
    },
    instead: (accuracy, images) => 100 * standardError(accuracy, images),
  },
];

const cases = (random: Random): Args[] => [
  [0.9, 100],
  [random.integer(60, 85) / 100, random.integer(20, 60)],
  [figures.resnet.fashion[0], testImages],
];

/** How far chance may move one accuracy. */
export const standardErrorCheck = functionCheck<Args>({
  title: {
    en: 'standardError says how far chance may move an accuracy',
    zh: 'standardError 说出偶然能让准确率偏多少',
  },
  name: 'standardError',
  parameters: ['accuracy', 'images'],
  cases,
  expected: standardError,
  mistakes,
  draw: ({ args: [accuracy, images] }) => [
    `√ (${formatNumber(accuracy)} * ${formatNumber(1 - accuracy)} / ${images}) = ${standardError(accuracy, images).toPrecision(3)}`,
  ],
});
