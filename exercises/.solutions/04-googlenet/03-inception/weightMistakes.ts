import type { Text } from '@featuremap/grader';
import { type Convolution, convolutionsOf, defaults, type Sizes, shapesOf } from './block.js';

/** Weights that a mistake leads to, and what to say of it. */
export interface WeightMistake {
  readonly id: string;
  readonly says: Text;
  /** The shapes of all trainable weights, in their order. */
  readonly shapes: (sizes: Sizes) => readonly (readonly number[])[];
}

/** Another change to the convolutions. */
const changed =
  (change: (convolution: Convolution, at: number, sizes: Sizes) => Convolution) => (sizes: Sizes) =>
    shapesOf(convolutionsOf(sizes).map((convolution, at) => change(convolution, at, sizes)));

/** The convolutions without some of them; the next one in the branch takes what the missing one would take. */
const without = (missing: readonly number[]) => (sizes: Sizes) => {
  const all = convolutionsOf(sizes);
  return shapesOf(
    all.flatMap((convolution, at) => {
      if (missing.includes(at)) return [];
      const before = all[at - 1];
      const takesOver = missing.includes(at - 1) && before.branch === convolution.branch;
      return takesOver ? { ...convolution, inChannels: before.inChannels } : convolution;
    }),
  );
};

const reductionMissing: Text = {
  en: 'A 1×1 convolution is missing: the large window of a branch looks at all channels of the input. Branch 2 and branch 3 begin with a 1×1 convolution to narrow channels.',
  zh: '少了 1×1 卷积：分支里的大窗口直接看输入的全部通道。分支 2 和分支 3 都要先用 1×1 卷积变成 narrow 个通道。',
};

const shapes = (permute: (shape: number[]) => number[]) => (sizes: Sizes) =>
  shapesOf(convolutionsOf(sizes)).map(shape => (shape.length === 4 ? permute(shape) : shape));

const kernelAxes: Text = {
  en: 'The axes of your kernels are in another order, such as PyTorch’s. tf.conv2d takes [height, width, input channels, output channels]: [kernelSize, kernelSize, inChannels, filters].',
  zh: '你的核各轴的顺序不同，比如用了 PyTorch 的顺序。tf.conv2d 要的是 [高, 宽, 输入通道, 输出通道]：[kernelSize, kernelSize, inChannels, filters]。',
};

/** What goes wrong in making the weights. */
export const weightMistakes: readonly WeightMistake[] = [
  {
    id: 'bias-missing',
    says: {
      en: 'Your convolutions have no biases. Each of the seven has a kernel and a bias, [filters]: 14 weights.',
      zh: '你的卷积没有偏置。七个卷积各有一个核和一个形状为 [filters] 的偏置，一共 14 个权重。',
    },
    shapes: sizes => shapesOf(convolutionsOf(sizes)).filter(shape => shape.length === 4),
  },
  ...[[1], [4], [1, 4]].map(missing => ({
    id: 'reduction-missing',
    says: reductionMissing,
    shapes: without(missing),
  })),
  {
    id: 'second-3x3-missing',
    says: {
      en: 'Branch 2 has one 3×3 convolution. It has two, one behind the other; together they see as far as a 5×5 window.',
      zh: '你的分支 2 只有一个 3×3 卷积。应当有两个，一前一后；合起来看到的范围和 5×5 的窗口一样大。',
    },
    shapes: without([3]),
  },
  {
    id: 'narrow-and-wide-swapped',
    says: {
      en: 'narrow and wide are swapped. Branch 1 and the 1×1 convolutions in front give narrow channels, all others wide.',
      zh: 'narrow 和 wide 弄反了。分支 1 和放在前面的 1×1 卷积输出 narrow 个通道，其余都输出 wide 个。',
    },
    shapes: ({ channels, narrow, wide }) =>
      shapesOf(convolutionsOf({ channels, narrow: wide, wide: narrow })),
  },
  {
    id: 'branch-4-narrow',
    says: {
      en: 'Branch 4 gives narrow channels in your block. It gives wide ones: only branch 1 and the 1×1 convolutions in front of larger ones are narrow.',
      zh: '你的分支 4 输出 narrow 个通道。它应当输出 wide 个：只有分支 1 和放在大卷积前面的 1×1 卷积输出 narrow 个。',
    },
    shapes: changed((convolution, at, { narrow }) =>
      at === 6 ? { ...convolution, filters: narrow } : convolution,
    ),
  },
  {
    id: 'widths-written-out',
    says: {
      en: 'Your block always has 16 and 24 channels. These are the defaults: use this.narrow and this.wide, which a caller may choose.',
      zh: '你的块总是用 16 和 24 个通道。这只是默认值：请用 this.narrow 和 this.wide，它们由调用者决定。',
    },
    shapes: ({ channels }) => shapesOf(convolutionsOf({ channels, ...defaults })),
  },
  {
    id: 'kernel-sizes-swapped',
    says: {
      en: 'Branch 2 has the 5×5 window and branch 3 the 3×3 windows in your block. It is the other way round.',
      zh: '你的分支 2 用了 5×5 的窗口，分支 3 用了 3×3 的窗口。应当反过来。',
    },
    shapes: changed(convolution =>
      convolution.kernelSize === 1 ? convolution : { ...convolution, kernelSize: 8 - convolution.kernelSize },
    ),
  },
  ...[
    ([height, width, inChannels, filters]: number[]) => [filters, inChannels, height, width],
    ([height, width, inChannels, filters]: number[]) => [height, width, filters, inChannels],
  ].map(permute => ({ id: 'kernel-axes', says: kernelAxes, shapes: shapes(permute) })),
  {
    id: 'input-channels-everywhere',
    says: {
      en: 'All your kernels are made for the channels of the block’s input. Behind another convolution a kernel takes the channels which that one gives: narrow or wide.',
      zh: '你的所有核都按块的输入通道数来造。排在别的卷积后面的核，输入通道数是前一个卷积的输出通道数：narrow 或 wide。',
    },
    shapes: changed((convolution, _, { channels }) => ({ ...convolution, inChannels: channels })),
  },
  {
    id: 'input-channels-from-wrong-axis',
    says: {
      en: 'You read the number of input channels from another axis of inputShape. It is [batch, height, width, channels]: inputShape[3].',
      zh: '你从 inputShape 的另一个轴读了输入通道数。它是 [batch, height, width, channels]：应读 inputShape[3]。',
    },
    shapes: sizes => shapesOf(convolutionsOf({ ...sizes, channels: height })),
  },
  {
    id: 'input-channels-from-wrong-axis',
    says: {
      en: 'You read the number of input channels from the width. inputShape is [batch, height, width, channels]: read inputShape[3].',
      zh: '你把宽当成了输入通道数。inputShape 是 [batch, height, width, channels]：应读 inputShape[3]。',
    },
    shapes: sizes => shapesOf(convolutionsOf({ ...sizes, channels: width })),
  },
];

/** The image that a block is built for: unlike any number of channels. */
export const [height, width] = [13, 14];
