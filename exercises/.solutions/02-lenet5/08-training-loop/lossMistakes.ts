import * as tf from '@tensorflow/tfjs';
import type { LoopMistake } from './loopMistake.js';
import { crossEntropy } from './way.js';

const batchOf = (logits: tf.Tensor) => logits.shape[0];

/** Mistakes in the loss of a batch. */
export const lossMistakes: readonly LoopMistake[] = [
  {
    id: 'softmax-twice',
    says: {
      en: 'You apply softmax to the logits before the loss, which applies it too. Twice makes all ten probabilities nearly alike and the gradients tiny: hand the logits over as they are.',
      zh: '你先对 logits 做了 softmax，而损失函数自己还会做一次。做两次会让十个概率几乎相等，梯度也变得很小：请直接传入 logits。',
    },
    ways: [{ loss: (oneHot, logits) => crossEntropy(oneHot, tf.softmax(logits)) }],
  },
  {
    id: 'labels-and-logits-swapped',
    says: {
      en: 'You hand the logits over as labels and the labels as logits. tf.losses takes the labels first: softmaxCrossEntropy(oneHot, logits).',
      zh: '你把 logits 当作标签、把标签当作 logits 传了进去。tf.losses 的第一个参数是标签：softmaxCrossEntropy(oneHot, logits)。',
    },
    ways: [{ loss: (oneHot, logits) => crossEntropy(logits, oneHot.toFloat()) }],
  },
  {
    id: 'loss-summed',
    says: {
      en: 'Your loss is the sum over the images of the batch. Then a larger batch means a larger step; take the mean, which is what tf.losses.softmaxCrossEntropy gives by itself.',
      zh: '你的损失是整个小批量的总和，于是小批量越大，步子就越大。应取平均，tf.losses.softmaxCrossEntropy 给出的就是平均值。',
    },
    ways: [{ loss: (oneHot, logits) => tf.mul(crossEntropy(oneHot, logits), batchOf(logits)) }],
  },
  {
    id: 'averaged-twice',
    says: {
      en: 'You divide the loss by the size of the batch, but it is a mean already: tf.losses.softmaxCrossEntropy has divided. Your steps come out that many times too small.',
      zh: '你又把损失除以了小批量的大小，但它本来就是平均值：tf.losses.softmaxCrossEntropy 已经除过了。这样步子会小那么多倍。',
    },
    ways: [{ loss: (oneHot, logits) => tf.div(crossEntropy(oneHot, logits), batchOf(logits)) }],
  },
  {
    id: 'sigmoid-loss',
    says: {
      en: 'Your loss is sigmoidCrossEntropy, which asks of each digit separately whether it is there. An image shows exactly one of ten: softmaxCrossEntropy.',
      zh: '你用的损失是 sigmoidCrossEntropy，它分别判断每个数字有没有出现。而一张图像正好是十个数字之一：应用 softmaxCrossEntropy。',
    },
    ways: [{ loss: (oneHot, logits) => tf.losses.sigmoidCrossEntropy(oneHot, logits) }],
  },
  {
    id: 'squared-error',
    says: {
      en: 'Your loss is the squared error. For classes it learns slowly, since it hardly minds an answer that is sure and wrong; take softmaxCrossEntropy.',
      zh: '你用的损失是平方误差。分类时它学得慢，因为它对“自信却错误”的答案几乎不在意；请用 softmaxCrossEntropy。',
    },
    ways: [
      { loss: (oneHot, logits) => tf.losses.meanSquaredError(oneHot, logits) },
      { loss: (oneHot, logits) => tf.losses.meanSquaredError(oneHot, tf.softmax(logits)) },
    ],
  },
  {
    id: 'sign-of-loss',
    says: {
      en: 'Your losses are negative: the minus of the cross-entropy is missing. The logarithm of a probability is below 0, and -log is what should become small.',
      zh: '你的损失是负数：交叉熵前面的负号丢了。概率的对数小于 0，要变小的是 -log。',
    },
    ways: [{ loss: (oneHot, logits) => tf.neg(crossEntropy(oneHot, logits)) }],
  },
  {
    id: 'not-in-training',
    says: {
      en: 'The network is not told that it is being trained, so dropout drops nothing. predict and apply(images) are for inference: write model.apply(images, { training: true }).',
      zh: '没有告诉网络现在是训练，所以 dropout 什么也没丢。predict 和 apply(images) 用于推理：应写 model.apply(images, { training: true })。',
    },
    ways: [{ training: false }],
  },
];
