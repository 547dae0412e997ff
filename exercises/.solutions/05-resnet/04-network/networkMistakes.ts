import type { Text } from '@featuremap/grader';
import { variant } from './variation.js';

const twice = <Value>(wrong: Value, right: Value) =>
  [
    [wrong, wrong],
    [wrong, right],
    [right, wrong],
  ] as const;

const activationMissing: Text = {
  en: "A 5×5 convolution of yours has no ReLU. Both have one: activation: 'relu'. The blocks bring their own.",
  zh: "你有一个 5×5 卷积没有 ReLU。两个都要有：activation: 'relu'。块自带 ReLU。",
};

const paddingAdded: Text = {
  en: 'A 5×5 convolution of yours pads the image. In this network only the blocks do: 28 becomes 24 and 12 becomes 8. Leave padding out.',
  zh: '你有一个 5×5 卷积做了填充。在这个网络里只有块才填充：28 变成 24，12 变成 8。请去掉 padding。',
};

const blockMissing: Text = {
  en: 'A residual block is missing. There are two: one behind each pooling.',
  zh: '少了一个残差块。一共有两个：每个池化后面一个。',
};

const shortcutMissing: Text = {
  en: 'Where a residual block belongs you have two convolutions one behind the other: nothing adds the input. Take new ResidualBlock() from @featuremap/layers, or add it by tf.layers.add().',
  zh: '应当是残差块的地方，你放的是前后两个卷积：没有把输入加上去。请用 @featuremap/layers 的 new ResidualBlock()，或者用 tf.layers.add() 相加。',
};

const poolMissing: Text = {
  en: 'A pooling is missing, so the image stays twice as large, and with it everything behind. Each 5×5 convolution is followed by a max pooling of 2×2.',
  zh: '少了一个池化，图像大了一倍，后面的一切也跟着变大。每个 5×5 卷积后面都有一个 2×2 的最大池化。',
};

/** What goes wrong in putting the network together. */
export const networkMistakes = [
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
  ...twice('linear' as const, 'relu' as const).map(activations => ({
    id: 'activation-missing',
    says: activationMissing,
    instead: variant({ activations }),
  })),
  ...(['tanh', 'sigmoid'] as const).map(activation => ({
    id: 'another-activation',
    says: {
      en: "Your convolutions have another activation, as LeNet-5 had. Here it is ReLU: activation: 'relu'.",
      zh: "你的卷积用了别的激活函数，像 LeNet-5 那样。这里用 ReLU：activation: 'relu'。",
    },
    instead: variant({ activations: [activation, activation] }),
  })),
  ...twice('none' as const, 'residual' as const).map(blocks => ({
    id: 'block-missing',
    says: blockMissing,
    instead: variant({ blocks }),
  })),
  ...twice('plain' as const, 'residual' as const).map(blocks => ({
    id: 'shortcut-missing',
    says: shortcutMissing,
    instead: variant({ blocks }),
  })),
  {
    id: 'two-blocks-in-a-row',
    says: {
      en: 'Two blocks follow each other. An original ResNet stacks more of them in each stage; this small one has one behind each pooling.',
      zh: '你把两个块连着放。原版 ResNet 每一级会叠更多的块；这个小型版本在每个池化后面只有一个。',
    },
    instead: variant({ blocksInARow: 2 }),
  },
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
    id: 'filters-swapped',
    says: {
      en: 'The two convolutions have each other’s channels: the first has 16 filters, the second 32.',
      zh: '两个卷积的通道数弄反了：第一个有 16 个滤波器，第二个有 32 个。',
    },
    instead: variant({ filters: [32, 16] }),
  },
  {
    id: 'same-filters',
    says: {
      en: 'Both convolutions have 16 filters. The second has 32: the image has become smaller, and more of its features are told apart.',
      zh: '两个卷积都是 16 个滤波器。第二个应有 32 个：图像变小了，要分辨的特征变多了。',
    },
    instead: variant({ filters: [16, 16] }),
  },
  {
    id: 'kernel-3x3',
    says: {
      en: 'Your convolutions outside the blocks have 3×3 kernels. Both have 5×5: kernelSize: 5.',
      zh: '块外面的卷积，你用了 3×3 的核。两个都应是 5×5：kernelSize: 5。',
    },
    instead: variant({ kernelSize: 3 }),
  },
  {
    id: 'global-average-pooling',
    says: {
      en: 'You take the mean of each channel in place of flattening, as the paper does. This small version flattens: 4·4·32 = 512 numbers go into the last layer.',
      zh: '你对每个通道取了平均，没有展平，论文里确实这样做。这个小型版本要展平：4·4·32 = 512 个数进入最后一层。',
    },
    instead: variant({ toRow: 'average' }),
  },
  {
    id: 'flatten-missing',
    says: {
      en: 'Nothing flattens the image, so the last layer is applied at every pixel and gives [batch, 4, 4, 10]. Put tf.layers.flatten() in front of it.',
      zh: '没有展平，最后一层就在每个像素上各算一次，给出的是 [batch, 4, 4, 10]。请在它前面放 tf.layers.flatten()。',
    },
    instead: variant({ toRow: 'nothing' }),
  },
  {
    id: 'hidden-layer-added',
    says: {
      en: 'There is another dense layer before the last one, as in LeNet-5. ResNet has one alone: the 512 numbers go straight to the 10 classes.',
      zh: '最后一层前面多了一个全连接层，那是 LeNet-5 的结构。ResNet 只有一个：512 个数直接到 10 个类别。',
    },
    instead: variant({ hidden: true }),
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
