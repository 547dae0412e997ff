import type { Mistake, Text } from '@featuremap/grader';
import { argMaxMistakes } from './argMaxMistakes.js';
import { argMax, type EvaluateArgs, evaluate } from './evaluation.js';

type EvaluateMistake = Mistake<EvaluateArgs>;

const diagonal = (confusion: readonly (readonly number[])[], on: boolean) =>
  confusion.map((row, label) => row.map((count, answer) => ((label === answer) === on ? count : 0)));

const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

/** The share of right answers in each class; NaN for one without images. */
const recalls = (...args: EvaluateArgs) =>
  evaluate(...args).confusion.map((row, label) => row[label] / sum(row));

const says = {
  'mean-over-classes': {
    en: 'Your accuracy is the mean of the shares of the classes. Each image counts the same, and classes differ in size: count the right answers among all images.',
    zh: '你的 accuracy 是各类别正确率的平均。每张图像同样重要，而各类别大小不同：应数一数全部图像里答对了几张。',
  },
  'accuracy-rounded': {
    en: 'Your accuracy is rounded. Return it as it comes out; whoever shows it may round it.',
    zh: '你的 accuracy 做了舍入。应原样返回；要显示的人自己会舍入。',
  },
} satisfies Record<string, Text>;

/** A matrix of another size than classes × classes. */
const counted = ([logits, labels]: EvaluateArgs, size: number) => {
  const confusion = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const [n, label] of labels.entries()) confusion[label][argMax(logits[n])] += 1;
  return { ...evaluate(logits, labels), confusion };
};

const ofAccuracy: readonly EvaluateMistake[] = [
  {
    id: 'percent',
    says: {
      en: 'Your accuracy is in percent. Return a share from 0 to 1: 0.5 where half of the images are recognised.',
      zh: '你的 accuracy 是百分数。应返回 0 到 1 的比例：认对一半图像就是 0.5。',
    },
    instead: (...args) => evaluate(...args, { accuracy: (right, images) => (100 * right) / images }),
  },
  {
    id: 'not-divided',
    says: {
      en: 'Your accuracy is the number of right answers. Divide it by the number of images.',
      zh: '你的 accuracy 是答对的张数。还要除以图像的张数。',
    },
    instead: (...args) => evaluate(...args, { accuracy: right => right }),
  },
  {
    id: 'divided-by-classes',
    says: {
      en: 'You divide the right answers by the number of classes. Divide by the number of images: logits.length, not logits[0].length.',
      zh: '你用答对的张数除以了类别数。应除以图像的张数：logits.length，而不是 logits[0].length。',
    },
    instead: (...args) => evaluate(...args, { accuracy: (right, _, classes) => right / classes }),
  },
  {
    id: 'wrong-answers-counted',
    says: {
      en: 'Your accuracy is the share of the wrong answers. Count where the answer is the label.',
      zh: '你的 accuracy 是答错的比例。应数答案与标签相同的。',
    },
    instead: (...args) => evaluate(...args, { accuracy: (right, images) => 1 - right / images }),
  },
  {
    id: 'mean-over-classes',
    says: says['mean-over-classes'],
    instead: (...args) => {
      const shares = recalls(...args);
      return evaluate(...args, { accuracy: () => sum(shares) / shares.length });
    },
  },
  {
    id: 'mean-over-classes',
    says: says['mean-over-classes'],
    instead: (...args) => {
      const shares = recalls(...args).filter(share => !Number.isNaN(share));
      return evaluate(...args, { accuracy: () => sum(shares) / shares.length });
    },
  },
  ...[1, 2, 3, 4].map(decimals => ({
    id: 'accuracy-rounded',
    says: says['accuracy-rounded'],
    instead: (...args: EvaluateArgs) =>
      evaluate(...args, { accuracy: (right, images) => Number((right / images).toFixed(decimals)) }),
  })),
];

const ofConfusion: readonly EvaluateMistake[] = [
  {
    id: 'confusion-transposed',
    says: {
      en: 'Rows and columns of your confusion matrix are swapped. The row is the label, what the image is; the column is the answer: confusion[label][answer].',
      zh: '你的混淆矩阵行列颠倒了。行是标签，即图像实际是什么；列是答案：confusion[label][answer]。',
    },
    instead: (...args) =>
      evaluate(...args, {
        finish: confusion => confusion.map((row, c) => row.map((_, d) => confusion[d][c])),
      }),
  },
  {
    id: 'one-row-for-all',
    says: {
      en: 'All rows of your matrix are the same array, so that each image is counted in all of them: new Array(classes).fill(row) puts one row there many times. Make a new row for each class in a loop.',
      zh: '你的矩阵每一行都是同一个数组，于是每张图像在所有行里都计了数：new Array(classes).fill(row) 只是把同一行放了很多次。请在循环里为每个类别新建一行。',
    },
    instead: (...args) =>
      evaluate(...args, {
        finish: confusion =>
          confusion.map(() => confusion[0].map((_, c) => sum(confusion.map(row => row[c])))),
      }),
  },
  {
    id: 'wrong-answers-only',
    says: {
      en: 'Only the wrong answers are in your matrix. The right ones belong there too, on the diagonal: confusion[label][label].',
      zh: '你的矩阵里只有答错的。答对的也要算，在对角线上：confusion[label][label]。',
    },
    instead: (...args) => evaluate(...args, { finish: confusion => diagonal(confusion, false) }),
  },
  {
    id: 'right-answers-only',
    says: {
      en: 'Only the right answers are in your matrix. It is there for the wrong ones above all: count every image, confusion[labels[n]][answer] += 1.',
      zh: '你的矩阵里只有答对的。它主要就是用来看答错的：每张图像都要计数，confusion[labels[n]][answer] += 1。',
    },
    instead: (...args) => evaluate(...args, { finish: confusion => diagonal(confusion, true) }),
  },
  {
    id: 'assigned-not-added',
    says: {
      en: 'Your cells are never more than 1. Add to what is there already: `+= 1`, not `= 1`.',
      zh: '你的每个格子最多是 1。应在原来的数上累加：写 `+= 1`，而不是 `= 1`。',
    },
    instead: (...args) =>
      evaluate(...args, { finish: confusion => confusion.map(row => row.map(count => Math.min(1, count))) }),
  },
  {
    id: 'shares-not-counts',
    says: {
      en: 'Your rows are divided by their sums. Return the counts themselves; a class without any image would give 0 / 0 otherwise.',
      zh: '你把每一行除以了它的和。应返回个数本身；否则没有图像的类别会得到 0 / 0。',
    },
    instead: (...args) =>
      evaluate(...args, { finish: confusion => confusion.map(row => row.map(count => count / sum(row))) }),
  },
  {
    id: 'classes-from-the-labels',
    says: {
      en: 'The size of your matrix comes from the labels. A class may have no image in the test set, and can be an answer all the same: the number of classes is logits[0].length.',
      zh: '你的矩阵大小来自标签。某个类别在测试集里可能一张图像也没有，却仍可能成为答案：类别数是 logits[0].length。',
    },
    instead: (...args) => counted(args, Math.max(...args[1]) + 1),
  },
  {
    id: 'always-10-classes',
    says: {
      en: 'Your matrix always has 10 rows and columns. Another data set has another number of classes: logits[0].length.',
      zh: '你的矩阵边长总是 10。别的数据集类别数不同：应取 logits[0].length。',
    },
    instead: (...args) => counted(args, 10),
  },
];

/** The usual mistakes in measuring a network: those of its answers come first, as they show here as well. */
export const evaluateMistakes: readonly EvaluateMistake[] = [
  ...argMaxMistakes.map(({ id, says, instead }) => ({
    id,
    says,
    instead: (...args: EvaluateArgs) =>
      evaluate(...args, { answer: values => instead([...values]) as number }),
  })),
  ...ofAccuracy,
  ...ofConfusion,
  {
    id: 'last-image-missing',
    says: {
      en: 'The last image is not counted. Go on as long as n < logits.length.',
      zh: '最后一张图像没有算。只要 n < logits.length 就继续。',
    },
    instead: (logits, labels) =>
      evaluate(logits.slice(0, -1), labels.slice(0, -1), { accuracy: right => right / logits.length }),
  },
];
