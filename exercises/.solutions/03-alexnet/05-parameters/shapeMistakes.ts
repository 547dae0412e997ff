import type { Mistake, Text } from '@featuremap/grader';
import { type Args, counted, type Step, steps } from './steps.js';

type Rules = NonNullable<Parameters<typeof steps>[1]>;

/** A wrong rule for shapes, whatever is counted by them. */
interface ShapeMistake {
  readonly id: string;
  readonly says: Text;
  readonly rules: Rules;
}

const withoutChannels: Text = {
  en: 'Your first dense layer takes height × width numbers. It takes those of all channels: height × width × channels.',
  zh: '你的第一个全连接层只接收 高 × 宽 个数。它要接收所有通道的数：高 × 宽 × 通道数。',
};

const notUpdated: Text = {
  en: 'All your dense layers take what the first one takes. The second takes the outputs of the first, one for each of its units.',
  zh: '你的每个全连接层接收的数都和第一个一样多。第二个接收的是第一个的输出，一个单元一个数。',
};

const shapeMistakes: readonly ShapeMistake[] = [
  {
    id: 'padding-ignored',
    says: {
      en: 'The padding is left out of the sizes. A side of H becomes (H + 2P - F) / S + 1, rounded down, and what follows depends on it.',
      zh: '算大小时没有算填充。边长 H 变成 (H + 2P - F) / S + 1（除法向下取整），后面的数都由它决定。',
    },
    rules: { side: (length, window, stride) => Math.floor((length - window) / stride) + 1 },
  },
  {
    id: 'padding-counted-once',
    says: {
      en: 'The padding is counted once in the sizes. It lies on both sides: H + 2P.',
      zh: '算大小时填充只算了一次。它在两侧都有：H + 2P。',
    },
    rules: {
      side: (length, window, stride, padding) => Math.floor((length + padding - window) / stride) + 1,
    },
  },
  {
    id: 'stride-ignored',
    says: {
      en: 'The stride is left out of the sizes. There is one window for every S steps: divide by the stride.',
      zh: '算大小时没有用步幅。每移动 S 格才有一个窗口：要除以步幅。',
    },
    rules: { side: (length, window, _, padding) => length + 2 * padding - window + 1 },
  },
  {
    id: 'first-window-missing',
    says: {
      en: 'Your sizes are too small by one: (H + 2P - F) / S counts the steps between windows, and the first window needs no step. Add 1.',
      zh: '你算出的大小都少了一：(H + 2P - F) / S 数的是窗口移动的次数，第一个窗口不需要移动，要加 1。',
    },
    rules: {
      side: (length, window, stride, padding) => Math.floor((length + 2 * padding - window) / stride),
    },
  },
  {
    id: 'size-rounded-up',
    says: {
      en: 'You round sizes up, which counts a window that hangs over the edge. Round (H + 2P - F) / S down before you add 1.',
      zh: '你算大小时向上取整，多算了一个伸出边缘的窗口。(H + 2P - F) / S 要先向下取整，再加 1。',
    },
    rules: {
      side: (length, window, stride, padding) => Math.ceil((length + 2 * padding - window) / stride) + 1,
    },
  },
  {
    id: 'pooling-divided-by-stride',
    says: {
      en: 'Your pooling makes H / S of a side of H. That holds only where windows lie side by side; AlexNet’s overlap: (H - F) / S + 1, rounded down before the 1 is added.',
      zh: '你的池化把边长 H 变成 H / S。只有窗口互不重叠时才对，而 AlexNet 的窗口是重叠的：应为 (H - F) / S + 1（先向下取整，再加 1）。',
    },
    rules: {
      side: (length, window, stride, padding, pools) =>
        pools ? Math.floor(length / stride) : Math.floor((length + 2 * padding - window) / stride) + 1,
    },
  },
  {
    id: 'pooling-ignored',
    says: {
      en: 'Pooling has no parameters, but it makes the image smaller, and the layers behind it take what is left. Change height and width there too.',
      zh: '池化没有参数，但会把图像变小，后面的层接收的是剩下的部分。高和宽在池化处也要更新。',
    },
    rules: { shape: (to, { layer, from }) => (layer.kind === 'pool' ? from : to) },
  },
  {
    id: 'channels-not-updated',
    says: {
      en: 'Every layer takes the channels of the image in your count. A convolution makes a channel for each of its filters, and the next layer takes those.',
      zh: '在你的计算里，每一层接收的都是图像的通道数。卷积的每个滤波器产生一个通道，下一层接收的是这些通道。',
    },
    rules: {
      shape: ([height, width, channels], { layer }, [, , inputChannels]) =>
        layer.kind === 'dense' ? [height, width, channels] : [height, width, inputChannels],
    },
  },
  {
    id: 'taken-for-square',
    says: {
      en: 'You work out the height and take it for the width as well. Images need not be square: do for the width what you do for the height.',
      zh: '你算出了高，又把它当作宽。图像不一定是正方形：宽要照样单独算一遍。',
    },
    rules: { shape: ([height, , channels]) => [height, height, channels] },
  },
  {
    id: 'flatten-forgotten',
    says: {
      en: 'Your first dense layer takes one number for each channel. It takes all numbers of the image in front of it: height × width × channels.',
      zh: '你的第一个全连接层每个通道只接收一个数。它要接收前面那幅图像的全部数：高 × 宽 × 通道数。',
    },
    rules: { features: ([, , channels]) => channels },
  },
  {
    id: 'flatten-without-channels',
    says: withoutChannels,
    rules: { features: ([height, width]) => height * width },
  },
  {
    id: 'flatten-without-channels',
    says: withoutChannels,
    rules: {
      features: ([height, width, channels]) => (height * width === 1 ? channels : height * width),
    },
  },
  {
    id: 'features-not-updated',
    says: notUpdated,
    rules: { shape: (to, { layer, from }) => (layer.kind === 'dense' ? from : to) },
  },
];

/** What goes wrong on the way through a network, for a count of any kind. */
export function shapeMistakesOf(count: (step: Step) => number): readonly Mistake<Args>[] {
  return shapeMistakes.map(({ id, says, rules }) => ({
    id,
    says,
    instead: (...args) => counted(steps(args, rules), count),
  }));
}
