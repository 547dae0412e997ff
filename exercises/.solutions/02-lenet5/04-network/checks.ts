import type { Check } from '@featuremap/grader';
import { lenet5 } from '@featuremap/models';
import * as tf from '@tensorflow/tfjs';
import { networkCheck } from '../../networkCheck.js';

/** What a mistake changes. */
interface Variation {
  readonly activation: 'tanh' | 'relu' | 'sigmoid' | 'linear';
  /** The activation of the last hidden layer, where it is another. */
  readonly f6: 'tanh' | 'linear';
  readonly output: 'linear' | 'softmax' | 'tanh';
  readonly padding: 'same' | 'valid';
  readonly pool: 'averagePooling2d' | 'maxPooling2d';
  readonly poolStride: number;
  readonly filters: readonly [number, number, number];
  readonly units: number;
  readonly classes: number;
  readonly inputShape: [number, number, number];
  readonly leaveOut: '' | 'C5' | 'F6' | 'pools';
}

const lecture: Variation = {
  activation: 'tanh',
  f6: 'tanh',
  output: 'linear',
  padding: 'same',
  pool: 'averagePooling2d',
  poolStride: 2,
  filters: [6, 16, 120],
  units: 84,
  classes: 10,
  inputShape: [28, 28, 1],
  leaveOut: '',
};

const variant = (changed: Partial<Variation>) => (): tf.LayersModel => {
  const v = { ...lecture, ...changed };
  const conv = (filters: number, padding: 'same' | 'valid' = 'valid') =>
    tf.layers.conv2d({ filters, kernelSize: 5, padding, activation: v.activation });
  const pool = () => tf.layers[v.pool]({ poolSize: 2, strides: v.poolStride });
  const pools = v.leaveOut !== 'pools';
  const layers = [
    tf.layers.inputLayer({ inputShape: v.inputShape }),
    conv(v.filters[0], v.padding),
    ...(pools ? [pool()] : []),
    conv(v.filters[1]),
    ...(pools ? [pool()] : []),
    ...(v.leaveOut === 'C5' ? [] : [conv(v.filters[2])]),
    tf.layers.flatten(),
    ...(v.leaveOut === 'F6'
      ? []
      : [tf.layers.dense({ units: v.units, activation: v.f6 === 'tanh' ? v.activation : v.f6 })]),
    tf.layers.dense({ units: v.classes, activation: v.output }),
  ];
  return tf.sequential({ layers });
};

const paddingMissing = {
  id: 'padding-missing',
  says: {
    en: "C1 has no padding, so that it gives 24×24 and everything after it is too small. The table says padding 2: with a 5×5 kernel that is padding: 'same'.",
    zh: "C1 没有填充，输出成了 24×24，后面的也都太小。表里写的是填充 2：对 5×5 的核就是 padding: 'same'。",
  },
};

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  networkCheck({
    title: { en: 'builds LeNet-5 with its 61706 parameters', zh: '搭出有 61706 个参数的 LeNet-5' },
    name: 'lenet5',
    reference: () => lenet5(),
    mistakes: [
      {
        id: 'softmax-in-network',
        says: {
          en: 'Your last layer ends in a softmax. The loss of this course takes logits and applies softmax itself; twice flattens the gradients and the network hardly learns. Leave the activation of the last layer out.',
          zh: '你的最后一层带有 softmax。本课程的损失函数接收 logits，自己会做 softmax；做两次会把梯度压平，网络几乎学不动。最后一层不要加激活函数。',
        },
        instead: variant({ output: 'softmax' }),
      },
      {
        id: 'activation-at-output',
        says: {
          en: 'Your last layer has a tanh, which keeps every logit between -1 and 1. Logits may be any number: no activation there.',
          zh: '你的最后一层带有 tanh，会把每个 logit 限制在 -1 和 1 之间。logits 可以是任何数：那里不加激活函数。',
        },
        instead: variant({ output: 'tanh' }),
      },
      {
        id: 'max-instead-of-average',
        says: {
          en: 'You pool by the maximum. LeNet-5 takes the average of each window; max pooling comes with AlexNet.',
          zh: '你用的是最大池化。LeNet-5 在每个窗口里取平均；最大池化要到 AlexNet 才用。',
        },
        instead: variant({ pool: 'maxPooling2d' }),
      },
      {
        id: 'relu-instead-of-tanh',
        says: {
          en: 'Your activation is ReLU. In 1998 it was tanh, and that is what the table says.',
          zh: '你用的激活函数是 ReLU。1998 年用的是 tanh，表里写的也是它。',
        },
        instead: variant({ activation: 'relu' }),
      },
      {
        id: 'sigmoid-instead-of-tanh',
        says: {
          en: 'Your activation is the sigmoid, which gives numbers from 0 to 1. The table says tanh, from -1 to 1.',
          zh: '你用的激活函数是 sigmoid，输出在 0 和 1 之间。表里写的是 tanh，输出在 -1 和 1 之间。',
        },
        instead: variant({ activation: 'sigmoid' }),
      },
      {
        id: 'activations-missing',
        says: {
          en: 'There is no activation. Convolutions and dense layers alone, however many, compute no more than a single one could: C1, C3, C5 and F6 end in tanh.',
          zh: '没有激活函数。只有卷积层和全连接层的话，叠再多也只相当于一层：C1、C3、C5 和 F6 都以 tanh 结尾。',
        },
        instead: variant({ activation: 'linear' }),
      },
      {
        id: 'activation-of-f6-missing',
        says: {
          en: "F6 has no activation: without its tanh the two dense layers compute no more than one. Give the one of 84 units activation: 'tanh'.",
          zh: "F6 没有激活函数：没有 tanh，两个全连接层就只相当于一层。请给 84 个单元的那一层加上 activation: 'tanh'。",
        },
        instead: variant({ f6: 'linear' }),
      },
      { ...paddingMissing, instead: variant({ padding: 'valid' }) },
      { ...paddingMissing, instead: variant({ padding: 'valid', leaveOut: 'C5' }) },
      {
        id: 'pool-stride-one',
        says: {
          en: 'Your pools have a stride of 1 and hardly make the image smaller. strides: 2 puts the windows side by side; left out, it is poolSize.',
          zh: '你的池化步幅是 1，图像几乎没有变小。strides: 2 让窗口依次相邻；不写时等于 poolSize。',
        },
        instead: variant({ poolStride: 1 }),
      },
      {
        id: 'pools-missing',
        says: {
          en: 'The pools S2 and S4 are missing: the image stays large, and F6 gets millions of weights.',
          zh: '缺少池化层 S2 和 S4：图像一直很大，F6 会有几百万个权重。',
        },
        instead: variant({ leaveOut: 'pools' }),
      },
      {
        id: 'c5-missing',
        says: {
          en: 'C5 is missing: a third convolution with 120 kernels of 5×5 turns 5×5 pixels into 1×1.',
          zh: '缺少 C5：第三个卷积层有 120 个 5×5 的核，把 5×5 的图像变成 1×1。',
        },
        instead: variant({ leaveOut: 'C5' }),
      },
      {
        id: 'f6-missing',
        says: {
          en: 'F6 is missing: between the flattened C5 and the output is a dense layer of 84 units.',
          zh: '缺少 F6：展平的 C5 和输出层之间，还有一个 84 个单元的全连接层。',
        },
        instead: variant({ leaveOut: 'F6' }),
      },
      {
        id: 'channels-first',
        says: {
          en: 'Your inputShape is [1, 28, 28], channels first, as PyTorch has it. TensorFlow.js keeps the channels last: [28, 28, 1].',
          zh: '你的 inputShape 是 [1, 28, 28]，通道在前，那是 PyTorch 的顺序。TensorFlow.js 的通道在最后：[28, 28, 1]。',
        },
        instead: () =>
          tf.sequential({
            layers: [
              tf.layers.conv2d({ inputShape: [1, 28, 28], filters: 6, kernelSize: 5, padding: 'same' }),
            ],
          }),
      },
    ],
  }),
];
