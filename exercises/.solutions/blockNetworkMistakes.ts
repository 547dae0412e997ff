import type { Text } from '@featuremap/grader';
import type { LayersModel } from '@tensorflow/tfjs';
import type { BlockNetwork } from './blockNetwork.js';

/** A mistake that is made in both places, or in one of two. */
export const twice = <Value>(wrong: Value, right: Value) =>
  [
    [wrong, wrong],
    [wrong, right],
    [right, wrong],
  ] as const;

const paddingAdded: Text = {
  en: 'A 5×5 convolution of yours pads the image. In this network only the blocks do: 28 becomes 24 and 12 becomes 8. Leave padding out.',
  zh: '你有一个 5×5 卷积做了填充。在这个网络里只有块才填充：28 变成 24，12 变成 8。请去掉 padding。',
};

const poolMissing: Text = {
  en: 'A pooling is missing, so the image stays twice as large, and with it everything behind. Each 5×5 convolution is followed by a max pooling of 2×2.',
  zh: '少了一个池化，图像大了一倍，后面的一切也跟着变大。每个 5×5 卷积后面都有一个 2×2 的最大池化。',
};

/** What goes wrong outside of the blocks; `variant` builds the network with something changed. */
export const mistakesOutsideOfBlocks = (variant: (changed: Partial<BlockNetwork>) => () => LayersModel) => [
  {
    id: 'softmax-in-network',
    says: {
      en: 'Your network ends in a softmax. The loss of this course takes logits and applies softmax itself; twice flattens the gradients. Leave the activation of the last layer out.',
      zh: '你的网络末尾带有 softmax。本课程的损失函数接收 logits，自己会做 softmax；做两次会把梯度压平。最后一层不要加激活函数。',
    },
    instead: variant({ output: 'softmax' }),
  },
  {
    id: 'relu-at-output',
    says: {
      en: 'Your last layer has a ReLU. Logits may be below 0, and with a ReLU a digit whose logit is below 0 gets no gradient. Leave the activation of the last layer out.',
      zh: '你的最后一层带有 ReLU。logits 可以小于 0；加了 ReLU，logit 小于 0 的数字就得不到梯度。最后一层不要加激活函数。',
    },
    instead: variant({ output: 'relu' }),
  },
  ...(['tanh', 'sigmoid'] as const).map(activation => ({
    id: 'another-activation',
    says: {
      en: "Your convolutions have another activation, as LeNet-5 had. Here it is ReLU: activation: 'relu'.",
      zh: "你的卷积用了别的激活函数，像 LeNet-5 那样。这里用 ReLU：activation: 'relu'。",
    },
    instead: variant({ activations: [activation, activation] }),
  })),
  {
    id: 'block-before-pool',
    says: {
      en: 'Your blocks stand in front of the poolings. They come behind: there the image is half as high and half as wide, and the block has a quarter of the work.',
      zh: '你的块放在了池化前面。应当放在后面：那里图像的高和宽都只有一半，块的计算量只有四分之一。',
    },
    instead: variant({ blockFirst: true }),
  },
  ...twice(false, true).map(pools => ({
    id: 'pool-missing',
    says: poolMissing,
    instead: variant({ pools }),
  })),
  {
    id: 'average-instead-of-max',
    says: {
      en: 'Your poolings take the average, as LeNet-5’s did. Here they take the largest: tf.layers.maxPooling2d.',
      zh: '你用的是平均池化，那是 LeNet-5 的做法。这里用最大池化：tf.layers.maxPooling2d。',
    },
    instead: variant({ pool: 'averagePooling2d' }),
  },
  {
    id: 'pool-stride-one',
    says: {
      en: 'Your poolings have a stride of 1, so they hardly make the image smaller. The stride is 2, which is also what you get without a word.',
      zh: '你的池化步幅是 1，图像几乎没有变小。步幅应为 2，不写时也是这个值。',
    },
    instead: variant({ poolStride: 1 }),
  },
  ...twice('same' as const, 'valid' as const).map(paddings => ({
    id: 'padding-added',
    says: paddingAdded,
    instead: variant({ paddings }),
  })),
  {
    id: 'flatten-missing',
    says: {
      en: 'Nothing flattens the image, so the last layer is applied at every pixel and gives [batch, 4, 4, 10]. Put tf.layers.flatten() in front of it.',
      zh: '没有展平，最后一层就在每个像素上各算一次，给出的是 [batch, 4, 4, 10]。请在它前面放 tf.layers.flatten()。',
    },
    instead: variant({ toRow: 'nothing' }),
  },
];

/** No network comes of this one: its first convolution finds an image with a height of 1. */
export const channelsFirst = {
  id: 'channels-first',
  says: {
    en: 'Your inputShape is [1, 28, 28], channels first, as PyTorch has it, and a 5×5 window does not fit into a height of 1. TensorFlow.js keeps the channels last: [28, 28, 1].',
    zh: '你的 inputShape 是 [1, 28, 28]，通道在前，那是 PyTorch 的顺序；高为 1，5×5 的窗口放不下。TensorFlow.js 的通道在最后：[28, 28, 1]。',
  },
};
