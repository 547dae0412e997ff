import type { Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { alexnetWith, type Variation } from './variation.js';

interface Mistake {
  readonly id: string;
  readonly says: Text;
  readonly variation: Partial<Variation>;
}

const otherActivation: Text = {
  en: 'Your layers have another activation. AlexNet’s is ReLU, in every convolution and in F9 and F10: it trains several times faster than tanh or sigmoid, whose slope is nearly 0 for large numbers.',
  zh: '你用的是别的激活函数。AlexNet 在每个卷积层以及 F9、F10 中都用 ReLU：tanh 和 sigmoid 在数较大时斜率几乎为 0，ReLU 的训练要快好几倍。',
};

const paddingMissing: Text = {
  en: "C3 and C5 to C7 keep the size of what they take: 26×26 and 12×12. With a stride of 1, `padding: 'same'` does that.",
  zh: "C3 以及 C5 到 C7 都保持输入的大小：26×26 和 12×12。步幅为 1 时，写 `padding: 'same'` 即可。",
};

const poolMistakes: readonly Mistake[] = [
  {
    id: 'pooling-without-stride',
    says: {
      en: 'Your pooling windows lie side by side: without `strides` they are as far apart as they are wide, 3. AlexNet’s overlap: `strides: 2`.',
      zh: '你的池化窗口互不重叠：不写 `strides` 时，窗口有多宽就相距多远，也就是 3。AlexNet 的窗口是重叠的：写 `strides: 2`。',
    },
    variation: { pool: () => tf.layers.maxPooling2d({ poolSize: 3 }) },
  },
  {
    id: 'pooling-not-overlapping',
    says: {
      en: 'Your pooling windows are 2×2, as LeNet-5’s. AlexNet’s are 3×3 and 2 apart: `poolSize: 3, strides: 2`.',
      zh: '你的池化窗口是 2×2，那是 LeNet-5 的。AlexNet 的是 3×3，相距 2：`poolSize: 3, strides: 2`。',
    },
    variation: { pool: () => tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }) },
  },
  {
    id: 'pooling-padded',
    says: {
      en: "Your pooling has `padding: 'same'`, which lets windows hang over the edge. What does not fit is left out: 54 becomes 26. Leave `padding` away.",
      zh: "你的池化写了 `padding: 'same'`，窗口会伸出边缘。放不下的就不要：54 变成 26。请去掉 `padding`。",
    },
    variation: { pool: () => tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }) },
  },
  {
    id: 'average-pooling',
    says: {
      en: 'You take the average of each window, as LeNet-5 does. AlexNet takes the largest number: `maxPooling2d`.',
      zh: '你取的是每个窗口的平均值，那是 LeNet-5 的做法。AlexNet 取最大的数：`maxPooling2d`。',
    },
    variation: { pool: () => tf.layers.averagePooling2d({ poolSize: 3, strides: 2 }) },
  },
];

const convolutionMistakes: readonly Mistake[] = [
  {
    id: 'first-padding-missing',
    says: {
      en: 'C1 has no padding. The shape is the same without it, 54×54, and still the windows lie one pixel further in. Put `zeroPadding2d({ padding: 1 })` in front of C1.',
      zh: 'C1 没有填充。不填充形状也一样，是 54×54，但窗口都往里偏了一个像素。请在 C1 前面放上 `zeroPadding2d({ padding: 1 })`。',
    },
    variation: { padded: 0 },
  },
  {
    id: 'first-padding-same',
    says: {
      en: "C1 has `padding: 'same'`. With a stride of 4 that means a quarter of the size, 56×56, and the padding is whatever it takes, 3 on one side and 4 on the other. AlexNet pads by 1: put `zeroPadding2d({ padding: 1 })` in front, and leave `padding` of C1 away.",
      zh: "C1 写了 `padding: 'same'`。步幅为 4 时，它的意思是大小变成四分之一，即 56×56，为此填充多少都行：一侧 3，另一侧 4。AlexNet 的填充是 1：请在前面放上 `zeroPadding2d({ padding: 1 })`，并去掉 C1 的 `padding`。",
    },
    variation: { padded: 0, firstPadding: 'same' },
  },
  { id: 'padding-missing', says: paddingMissing, variation: { padding: 'valid' } },
  {
    id: 'kernel-sizes',
    says: {
      en: 'C3 has kernels of 3×3. They become smaller in two steps: 11×11 in C1, 5×5 in C3, 3×3 from C5 on.',
      zh: 'C3 的核是 3×3。核分两步变小：C1 是 11×11，C3 是 5×5，从 C5 起是 3×3。',
    },
    variation: { kernelSizes: [11, 3, 3] },
  },
  {
    id: 'convolution-missing',
    says: {
      en: 'A convolution of 384 filters is missing: between S4 and S8 there are three convolutions, C5, C6 and C7, with no pooling in between.',
      zh: '少了一个 384 个滤波器的卷积：S4 和 S8 之间有三个卷积 C5、C6 和 C7，中间没有池化。',
    },
    variation: { lastFilters: [384, 256] },
  },
  {
    id: 'last-filters',
    says: {
      en: 'C7 has 384 filters, as C5 and C6. It has 256.',
      zh: 'C7 有 384 个滤波器，和 C5、C6 一样。应是 256 个。',
    },
    variation: { lastFilters: [384, 384, 384] },
  },
  {
    id: 'three-channels',
    says: {
      en: 'Your network takes images of 3 channels, as in the paper. The digits here are grey: 1 channel.',
      zh: '你的网络接收 3 个通道的图像，那是论文里的。这里的数字是灰度图：1 个通道。',
    },
    variation: { channels: 3 },
  },
];

const activationMistakes: readonly Mistake[] = [
  {
    id: 'relu-missing',
    says: {
      en: "There is no activation. Without one, layers on top of each other can do no more than a single one: `activation: 'relu'` in every convolution and in F9 and F10.",
      zh: "没有激活函数。没有它，多少层叠在一起也只相当于一层：每个卷积层以及 F9、F10 都要写 `activation: 'relu'`。",
    },
    variation: { activation: 'linear' },
  },
  {
    id: 'relu-missing',
    says: {
      en: "F9 and F10 have no activation. Give them `activation: 'relu'`, as the convolutions have it.",
      zh: "F9 和 F10 没有激活函数。请和卷积层一样写上 `activation: 'relu'`。",
    },
    variation: { denseActivation: 'linear' },
  },
  {
    id: 'relu-missing',
    says: {
      en: "The convolutions have no activation. Give them `activation: 'relu'`, as F9 and F10 have it.",
      zh: "卷积层没有激活函数。请和 F9、F10 一样写上 `activation: 'relu'`。",
    },
    variation: { activation: 'linear', denseActivation: 'relu' },
  },
  { id: 'other-activation', says: otherActivation, variation: { activation: 'tanh' } },
  { id: 'other-activation', says: otherActivation, variation: { activation: 'sigmoid' } },
  {
    id: 'softmax-in-network',
    says: {
      en: 'Out ends in a softmax. The loss that the trainer uses contains it: a second one flattens the gradients. Out gives logits, with no activation.',
      zh: 'Out 末尾有 softmax。训练器用的损失里已经包含它：再来一次会把梯度压平。Out 应给出 logits，不带激活函数。',
    },
    variation: { lastActivation: 'softmax' },
  },
  {
    id: 'relu-on-logits',
    says: {
      en: 'Out ends in a ReLU, so no class can get less than 0. Out gives logits, with no activation.',
      zh: 'Out 末尾有 ReLU，这样每一类的得分都不会低于 0。Out 应给出 logits，不带激活函数。',
    },
    variation: { lastActivation: 'relu' },
  },
];

const denseMistakes: readonly Mistake[] = [
  {
    id: 'flatten-missing',
    says: {
      en: 'There is no flatten, so F9 is applied to each of the 5×5 places by itself and the network gives 10 logits for each. Put `flatten()` in front of F9.',
      zh: '没有展平，所以 F9 分别作用在 5×5 个位置上，网络给每个位置都输出 10 个 logits。请在 F9 前面放上 `flatten()`。',
    },
    variation: { flatten: undefined },
  },
  {
    id: 'averaged-before-dense',
    says: {
      en: 'You average the 5×5 places before F9. Later networks do so, and save twenty-five million parameters; AlexNet keeps all 6400 numbers: `flatten()`.',
      zh: '你在 F9 之前把 5×5 个位置平均了。后来的网络是这样做的，能省下两千五百万个参数；AlexNet 保留全部 6400 个数：`flatten()`。',
    },
    variation: { flatten: () => tf.layers.globalAveragePooling2d({}) },
  },
  {
    id: 'dense-missing',
    says: {
      en: 'One of the two large fully connected layers is missing: F9 and F10 have 4096 units each.',
      zh: '少了一个大的全连接层：F9 和 F10 各有 4096 个单元。',
    },
    variation: { units: [4096] },
  },
  {
    id: 'thousand-classes',
    says: {
      en: 'Out has 1000 units, as in the paper. There are 10 digits.',
      zh: 'Out 有 1000 个单元，那是论文里的。数字只有 10 个。',
    },
    variation: { classes: 1000 },
  },
  {
    id: 'bias-missing',
    says: {
      en: 'Your layers have no biases. Leave `useBias` away: they have them unless told otherwise.',
      zh: '你的层没有偏置。请去掉 `useBias`：不写就有偏置。',
    },
    variation: { useBias: false },
  },
];

const dropoutMistakes: readonly Mistake[] = [
  {
    id: 'dropout-missing',
    says: {
      en: 'There is no dropout. F9 and F10 are each followed by `dropout({ rate: 0.5 })`.',
      zh: '没有 dropout。F9 和 F10 后面各有一个 `dropout({ rate: 0.5 })`。',
    },
    variation: { dropouts: [] },
  },
  {
    id: 'dropout-missing',
    says: {
      en: 'There is no dropout behind F10. F9 and F10 are each followed by `dropout({ rate: 0.5 })`.',
      zh: 'F10 后面没有 dropout。F9 和 F10 后面各有一个 `dropout({ rate: 0.5 })`。',
    },
    variation: { dropouts: ['first dense'] },
  },
  {
    id: 'dropout-in-front',
    says: {
      en: 'Your dropouts stand in front of F9 and F10, as in the paper. In this chapter they stand behind them: dense, then dropout.',
      zh: '你的 dropout 放在 F9 和 F10 前面，论文里是这样。本章放在后面：先全连接，再 dropout。',
    },
    variation: { dropouts: ['flatten', 'first dense'] },
  },
  {
    id: 'dropout-on-logits',
    says: {
      en: 'There is a dropout behind Out as well. It would set logits to 0 at random, the right class’s among them. It belongs behind F9 and F10 only.',
      zh: 'Out 后面也有 dropout。它会随机把 logits 置 0，包括正确的那一类。dropout 只放在 F9 和 F10 后面。',
    },
    variation: { dropouts: ['dense', 'Out'] },
  },
];

const mistakes: readonly Mistake[] = [
  ...convolutionMistakes,
  ...poolMistakes,
  ...activationMistakes,
  ...denseMistakes,
  ...dropoutMistakes,
];

/** What goes wrong with AlexNet for images of a size. */
export function networkMistakes(imageSize: number) {
  return [
    ...mistakes.map(({ id, says, variation }) => ({
      id,
      says,
      instead: () => alexnetWith(imageSize, variation),
    })),
    ...(imageSize === 224 ? [] : [imageSizeIgnored]),
  ];
}

const imageSizeIgnored = {
  id: 'image-size-ignored',
  says: {
    en: 'Your network takes 224×224 pixels whatever imageSize says. Write `inputShape: [imageSize, imageSize, 1]`.',
    zh: '不管 imageSize 是多少，你的网络接收的都是 224×224 个像素。请写 `inputShape: [imageSize, imageSize, 1]`。',
  },
  instead: () => alexnetWith(224),
};
