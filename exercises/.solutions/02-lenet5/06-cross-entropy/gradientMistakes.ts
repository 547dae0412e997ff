import type { Mistake } from '@featuremap/grader';
import { crossEntropy, oneHot } from './crossEntropy.js';
import type { Args } from './lossMistakes.js';

/** The usual mistakes in the gradient. */
export const gradientMistakes: readonly Mistake<Args>[] = [
  {
    id: 'gradient-not-averaged',
    says: {
      en: 'Your gradient is not divided by the number of images. The loss is a mean over the batch, and so is its gradient: (p - oneHot) / N.',
      zh: '你的梯度没有除以图像的个数。损失是整批的平均，它的梯度也要平均：(p - oneHot) / N。',
    },
    instead: (logits, labels) => crossEntropy(logits, labels, { gradientDivisor: () => 1 }),
  },
  {
    id: 'gradient-averaged-over-classes',
    says: {
      en: 'Your gradient is divided by the number of classes as well. The loss is a mean over the images only, and so is its gradient: (p - oneHot) / N.',
      zh: '你的梯度还除以了类别数。损失只对图像取平均，它的梯度也一样：(p - oneHot) / N。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, { gradientDivisor: (batch, classes) => batch * classes }),
  },
  {
    id: 'one-hot-not-subtracted',
    says: {
      en: 'Your gradient is the probabilities alone: it would push every logit down, that of the label too. Subtract 1 at the label.',
      zh: '你的梯度只是概率：它会把每个 logit 都往下压，连标签的也不例外。要在标签处减 1。',
    },
    instead: (logits, labels) => crossEntropy(logits, labels, { gradient: row => row }),
  },
  {
    id: 'gradient-sign',
    says: {
      en: 'Your gradient has the opposite sign: it points to a smaller loss. A gradient says where the loss grows; the step of training goes against it. It is p - oneHot.',
      zh: '你的梯度符号反了：它指向损失变小的方向。梯度指的是损失增大的方向，训练的一步再逆着它走。应是 p - oneHot。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, { gradient: (row, label) => row.map((p, c) => oneHot(c, label) - p) }),
  },
  {
    id: 'gradient-at-the-label-only',
    says: {
      en: 'Your gradient is 0 for all classes but the label. The others stand in the sum of exponentials: if one of their logits grows, the label’s probability shrinks. Their gradient is p.',
      zh: '除了标签，你的梯度在其他类别处都是 0。其他类别也在指数之和里：它们的 logit 一增大，标签的概率就变小。它们的梯度是 p。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, {
        gradient: (row, label) => row.map((p, c) => (c === label ? p - 1 : 0)),
      }),
  },
  {
    id: 'one-subtracted-everywhere',
    says: {
      en: 'You subtract 1 for every class. Only the label’s place gets it: c === label ? p - 1 : p. Each row of the gradient adds up to 0.',
      zh: '你给每个类别都减了 1。只有标签的位置才减：c === label ? p - 1 : p。梯度的每一行加起来等于 0。',
    },
    instead: (logits, labels) => crossEntropy(logits, labels, { gradient: row => row.map(p => p - 1) }),
  },
  {
    id: 'gradient-of-the-probability',
    says: {
      en: 'Your gradient is that of -log(p) with respect to the probability, -1 / p. What is asked for is the gradient with respect to the logits, through the softmax as well: it comes out as p - oneHot.',
      zh: '你求的是 -log(p) 对概率的梯度，即 -1 / p。要的是对 logits 的梯度，还要经过 softmax：结果是 p - oneHot。',
    },
    instead: (logits, labels) =>
      crossEntropy(logits, labels, {
        gradient: (row, label) => row.map((p, c) => (c === label ? -1 / p : 0)),
      }),
  },
];
