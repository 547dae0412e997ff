import type { Text } from '@featuremap/grader';
import { mistakesOutsideOfBlocks, twice } from '../../blockNetworkMistakes.js';
import { variant } from './variation.js';

const activationMissing: Text = {
  en: "A 5×5 convolution of yours has no ReLU. Both have one: activation: 'relu'. The blocks bring their own.",
  zh: "你有一个 5×5 卷积没有 ReLU。两个都要有：activation: 'relu'。块自带 ReLU。",
};

const blockMissing: Text = {
  en: 'A residual block is missing. There are two: one behind each pooling.',
  zh: '少了一个残差块。一共有两个：每个池化后面一个。',
};

const shortcutMissing: Text = {
  en: 'Where a residual block belongs you have two convolutions one behind the other: nothing adds the input. Take new ResidualBlock() from @featuremap/layers, or add it by tf.layers.add().',
  zh: '应当是残差块的地方，你放的是前后两个卷积：没有把输入加上去。请用 @featuremap/layers 的 new ResidualBlock()，或者用 tf.layers.add() 相加。',
};

/** What goes wrong in putting the network together. */
export const networkMistakes = [
  ...mistakesOutsideOfBlocks(variant),
  ...twice('linear' as const, 'relu' as const).map(activations => ({
    id: 'activation-missing',
    says: activationMissing,
    instead: variant({ activations }),
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
    id: 'hidden-layer-added',
    says: {
      en: 'There is another dense layer before the last one, as in LeNet-5. ResNet has one alone: the 512 numbers go straight to the 10 classes.',
      zh: '最后一层前面多了一个全连接层，那是 LeNet-5 的结构。ResNet 只有一个：512 个数直接到 10 个类别。',
    },
    instead: variant({ hidden: true }),
  },
];
