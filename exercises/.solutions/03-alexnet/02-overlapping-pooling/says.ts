import type { Text } from '@featuremap/grader';

/** What to say about mistakes that both functions of this exercise can meet. */
export const says = {
  'stride-as-size': {
    en: 'Your windows are stride high and stride wide. They are size high and size wide; stride is only how far they lie apart, and where it is less, they overlap.',
    zh: '你的窗口高和宽都是 stride。窗口的高和宽应是 size；stride 只是窗口之间的距离，比 size 小的时候窗口就会重叠。',
  },
  'size-as-stride': {
    en: 'Your windows lie side by side, size apart. They are stride apart, and overlap where stride is less: the window of output[row][column] begins at row * stride and column * stride.',
    zh: '你的窗口紧挨着排列，相距 size。它们应相距 stride，stride 更小时就会重叠：output[row][column] 的窗口从 row * stride、column * stride 开始。',
  },
  'windows-not-strided': {
    en: 'Your windows lie one apart. The window of output[row][column] begins at row * stride and column * stride.',
    zh: '你的窗口每次只移动一格。output[row][column] 的窗口从 row * stride、column * stride 开始。',
  },
  'first-channel-only': {
    en: 'All of your channels are made from the first channel of the input. Each one has numbers of its own, and its own largest ones.',
    zh: '你的每个通道都是用输入的第一个通道算的。每个通道有自己的数，最大的数也各不相同。',
  },
} satisfies Record<string, Text>;
