import type { Text } from '@featuremap/grader';

/** An error of TensorFlow.js, and the mistake that it comes of in this exercise. */
interface KnownError {
  readonly id: string;
  readonly pattern: RegExp;
  readonly says: Text;
}

/** Errors that name a part of TensorFlow.js where the learner is to look at a line of their own. */
export const knownErrors: readonly KnownError[] = [
  {
    id: 'imported-as-type',
    pattern: /tf is not defined/,
    says: {
      en: "exercise.ts imports only the types of TensorFlow.js, which are gone when it runs. Take the word type out of the import: import * as tf from '@tensorflow/tfjs';",
      zh: "exercise.ts 只导入了 TensorFlow.js 的类型，运行时类型已经不存在了。请去掉导入语句里的 type：import * as tf from '@tensorflow/tfjs';",
    },
  },
  {
    id: 'labels-not-one-hot',
    pattern: /softmaxCrossEntropy.*shapes|shapes.*must match/is,
    says: {
      en: 'Labels and logits have different shapes: labels is one class number for each image, [batch], and softmaxCrossEntropy wants a row of ten for each, [batch, 10]. tf.oneHot(labels, 10) makes them.',
      zh: '标签和 logits 的形状不同：labels 是每张图像一个类别编号，形状为 [batch]；而 softmaxCrossEntropy 要的是每张图像一行十个数，形状为 [batch, 10]。用 tf.oneHot(labels, 10) 来转换。',
    },
  },
  {
    id: 'forward-outside',
    pattern: /Cannot find a connection between any variable|Cannot compute gradient of y=f\(x\)/i,
    says: {
      en: 'TensorFlow.js finds no way from the weights to your loss. It records only what is computed inside of the function that variableGrads or minimize is given: do the forward pass in there too, not before.',
      zh: 'TensorFlow.js 找不到从权重到损失的路径。它只记录传给 variableGrads 或 minimize 的那个函数里面的计算：前向计算也要放在里面，不能放在前面。',
    },
  },
  {
    id: 'loss-not-a-scalar',
    pattern: /must (return|be) a scalar/i,
    says: {
      en: 'Your loss is not one number but a tensor of several. A gradient belongs to one number: return the mean over the batch.',
      zh: '你的损失不是一个数，而是含多个数的张量。梯度是对一个数求的：请返回整个小批量的平均值。',
    },
  },
  {
    id: 'number-instead-of-tensor',
    pattern: /returned by f\(\) must be a tensor/,
    says: {
      en: 'The function that variableGrads or minimize is given has to return the loss as a tensor. A number, which is what dataSync gives, has no memory of how it was computed: read it later.',
      zh: '传给 variableGrads 或 minimize 的函数要返回张量形式的损失。dataSync 得到的数字不记得自己是怎么算出来的：以后再读取它。',
    },
  },
];
