import type { Text } from '@featuremap/grader';
import { mistakesOutsideOfBlocks, twice } from '../../blockNetworkMistakes.js';
import { variant } from './variation.js';

const activationMissing: Text = {
  en: "A ReLU is missing: both 5×5 convolutions have one, activation: 'relu'. The blocks have none inside, so these two are all that keeps the network from being one large linear function.",
  zh: "少了 ReLU：两个 5×5 卷积都要有，activation: 'relu'。块内部没有激活函数，全靠这两处，网络才不至于变成一个大的线性函数。",
};

const blockMissing: Text = {
  en: 'An Inception block is missing. There are two: one behind each pooling.',
  zh: '少了一个 Inception 块。一共有两个：每个池化后面一个。',
};

/** What goes wrong in putting the network together. */
export const networkMistakes = [
  ...mistakesOutsideOfBlocks(variant),
  ...twice('linear' as const, 'relu' as const).map(activations => ({
    id: 'activation-missing',
    says: activationMissing,
    instead: variant({ activations }),
  })),
  {
    id: 'relu-behind-block',
    says: {
      en: 'There is a ReLU behind your Inception blocks. The table has none there: the next convolution, or the last layer, takes what the block gives as it is.',
      zh: '你在 Inception 块后面加了 ReLU。表里那里没有：块的输出原样交给下一个卷积或最后一层。',
    },
    instead: variant({ afterBlock: 'relu' }),
  },
  ...twice(false, true).map(blocks => ({
    id: 'block-missing',
    says: blockMissing,
    instead: variant({ blocks }),
  })),
  {
    id: 'filters-swapped',
    says: {
      en: 'The two convolutions have each other’s channels: the first has 10 filters, the second 20.',
      zh: '两个卷积的通道数弄反了：第一个有 10 个核，第二个有 20 个。',
    },
    instead: variant({ filters: [20, 10] }),
  },
  {
    id: 'kernel-3x3',
    says: {
      en: 'Your convolutions have 3×3 kernels. Both have 5×5: kernelSize: 5.',
      zh: '你的卷积核是 3×3。两个都应是 5×5：kernelSize: 5。',
    },
    instead: variant({ kernelSize: 3 }),
  },
  {
    id: 'global-average-pooling',
    says: {
      en: 'You take the mean of each channel in place of flattening, as the paper does. This small version flattens: 4·4·88 = 1408 numbers go into the last layer.',
      zh: '你对每个通道取了平均，没有展平，论文里确实这样做。这个小型版本要展平：4·4·88 = 1408 个数进入最后一层。',
    },
    instead: variant({ toRow: 'average' }),
  },
  {
    id: 'hidden-layer-added',
    says: {
      en: 'There is another dense layer before the last one, as in LeNet-5. GoogLeNet has one alone: the 1408 numbers go straight to the 10 classes.',
      zh: '最后一层前面多了一个全连接层，那是 LeNet-5 的结构。GoogLeNet 只有一个：1408 个数直接到 10 个类别。',
    },
    instead: variant({ hidden: true }),
  },
];
