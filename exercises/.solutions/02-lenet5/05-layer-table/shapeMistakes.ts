import type { Text } from '@featuremap/grader';
import { product, type Way, windows } from './table.js';

/** A wrong idea, and the ways to write it. */
export interface TableMistake {
  readonly id: string;
  /** What the learner did, why it is wrong and what to do. */
  readonly says: Text;
  readonly ways: readonly Way[];
}

const ceil = (size: number, window: number, stride: number) => Math.ceil((size - window) / stride) + 1;
const fraction = (size: number, window: number, stride: number) => (size - window) / stride + 1;

/** The same count of windows for convolutions and pools. */
const counting = (count: typeof windows): Way => ({
  convSize: (size, { kernelSize, stride, padding }) => count(size + 2 * padding, kernelSize, stride),
  poolSize: (size, pool) => count(size, pool.size, pool.stride),
});

/** Where a dense layer is given an image, whoever expects a single number takes one of its sizes. */
const denseOf =
  (side: number): Way['parameters'] =>
  (layer, input) =>
    layer.kind === 'dense' ? (input[side] ?? input[0]) * layer.units + layer.units : undefined;

/** Mistakes in the shapes. */
export const shapeMistakes: readonly TableMistake[] = [
  {
    id: 'not-chained',
    says: {
      en: 'Every layer of yours starts from the shape of the image. A layer takes what the one before it gave: keep the shape in a variable, and replace it at the end of each turn.',
      zh: '你的每一层都从图像的形状算起。一层的输入是前一层的输出：把形状放在一个变量里，每一圈结束时更新它。',
    },
    ways: [
      { given: (_, inputShape) => inputShape },
      { given: (_, inputShape) => inputShape, parameters: denseOf(0) },
    ],
  },
  {
    id: 'padding-ignored',
    says: {
      en: 'The padding of a convolution is ignored. It makes the input larger by padding on both sides: height + 2 * padding.',
      zh: '没有算卷积的填充。它让输入的两侧各大 padding：height + 2 * padding。',
    },
    ways: [{ convSize: (size, { kernelSize, stride }) => windows(size, kernelSize, stride) }],
  },
  {
    id: 'padding-counted-once',
    says: {
      en: 'The padding is counted once. It lies on both sides: height + 2 * padding.',
      zh: '填充只算了一次。它在两侧都有：height + 2 * padding。',
    },
    ways: [
      {
        convSize: (size, { kernelSize, stride, padding }) => windows(size + padding, kernelSize, stride),
      },
    ],
  },
  {
    id: 'size-unchanged',
    says: {
      en: 'Your convolutions keep the height and width of their input. That is so only if padding makes up for the kernel: count the windows, ⌊(H + 2P - F) / S⌋ + 1.',
      zh: '你的卷积层保持了输入的高和宽。只有填充正好抵消核的大小时才是这样：要数窗口的个数，⌊(H + 2P - F) / S⌋ + 1。',
    },
    ways: [{ convSize: size => size }],
  },
  {
    id: 'window-ignored',
    says: {
      en: 'You divide the size by the stride, whatever the window. A window needs room too: ⌊(H + 2P - F) / S⌋ + 1 for a convolution, and the same without 2P for a pool.',
      zh: '不管窗口多大，你都只用大小除以步幅。窗口本身也占地方：卷积是 ⌊(H + 2P - F) / S⌋ + 1，池化去掉其中的 2P，也一样。',
    },
    ways: [
      counting((size, _, stride) => Math.floor(size / stride)),
      counting((size, _, stride) => Math.ceil(size / stride)),
      counting((size, _, stride) => size / stride),
      { convSize: (size, { stride }) => Math.floor(size / stride) },
    ],
  },
  {
    id: 'pool-divides',
    says: {
      en: 'Your pools divide the size by the stride. That is right only where the window is as large as the stride; in general it is ⌊(H - F) / S⌋ + 1, as for a convolution: 9 with a window of 3 and stride 2 gives 4, 8 gives 3.',
      zh: '你的池化层直接用大小除以步幅。只有窗口和步幅一样大时才对；一般的公式和卷积相同，⌊(H - F) / S⌋ + 1：窗口为 3、步幅为 2 时，9 得到 4，8 得到 3。',
    },
    ways: [Math.floor, Math.ceil].map(round => ({ poolSize: (size, { stride }) => round(size / stride) })),
  },
  {
    id: 'pool-divides',
    says: {
      en: 'Your pools divide the size by the window. It is the stride that says how far the windows are apart: ⌊(H - F) / S⌋ + 1.',
      zh: '你的池化层直接用大小除以窗口。窗口之间隔多远由步幅决定：⌊(H - F) / S⌋ + 1。',
    },
    ways: [Math.floor, Math.ceil].map(round => ({ poolSize: (size, pool) => round(size / pool.size) })),
  },
  {
    id: 'pool-ignored',
    says: {
      en: 'Your pools give the shape that they are given. They have no parameters, but make the image smaller: ⌊(H - F) / S⌋ + 1 rows, and columns alike.',
      zh: '你的池化层原样给出了输入的形状。它没有参数，但会缩小图像：行数为 ⌊(H - F) / S⌋ + 1，列数也一样。',
    },
    ways: [{ poolSize: size => size }],
  },
  {
    id: 'not-rounded',
    says: {
      en: 'Some of your sizes have a fraction. A window that does not fit as a whole is left out: round down, with Math.floor.',
      zh: '你的有些大小带小数。放不下的窗口就不要：用 Math.floor 向下取整。',
    },
    ways: [counting(fraction)],
  },
  {
    id: 'rounded-up',
    says: {
      en: 'You round up, which counts a window that hangs over the edge. Round down, with Math.floor.',
      zh: '你向上取整了，多算了一个伸出边缘的窗口。应用 Math.floor 向下取整。',
    },
    ways: [counting(ceil), counting((...sizes) => Math.round(fraction(...sizes)))],
  },
  {
    id: 'first-window-missing',
    says: {
      en: 'You count the steps between the windows. The first window needs none: add 1 at the end.',
      zh: '你数的是窗口移动的次数。第一个窗口不需要移动：最后要加 1。',
    },
    ways: [counting((...sizes) => windows(...sizes) - 1)],
  },
  {
    id: 'stride-ignored',
    says: {
      en: 'The stride is ignored: you count a window at every place. Divide by the stride, then round down and add 1.',
      zh: '没有用到步幅：你在每个位置都数了一个窗口。要先除以步幅，再向下取整，再加 1。',
    },
    ways: [
      counting((size, window) => windows(size, window, 1)),
      {
        convSize: (size, { kernelSize, padding }) => windows(size + 2 * padding, kernelSize, 1),
      },
      { poolSize: (size, pool) => windows(size, pool.size, 1) },
    ],
  },
  {
    id: 'channels-kept',
    says: {
      en: 'Your convolutions give as many channels as they are given. Each filter looks at all channels and gives one: the output has as many channels as there are filters.',
      zh: '你的卷积层输出的通道数和输入一样。每个滤波器看遍全部通道，给出一个通道：有几个滤波器，输出就有几个通道。',
    },
    ways: [
      {
        reshaped: (output, input, { kind }) => (kind === 'conv' ? [...output.slice(0, 2), input[2]] : output),
      },
    ],
  },
  {
    id: 'channels-multiplied',
    says: {
      en: 'Your convolutions give the channels of their input times the filters. A filter adds up what it finds in all channels, and gives a single one: as many channels as filters.',
      zh: '你的卷积层输出的通道数是输入通道数乘滤波器数。一个滤波器会把各个通道的结果加起来，只给出一个通道：通道数等于滤波器数。',
    },
    ways: [
      {
        reshaped: (output, input, { kind }) =>
          kind === 'conv' ? [...output.slice(0, 2), output[2] * input[2]] : output,
      },
    ],
  },
  {
    id: 'taken-for-square',
    says: {
      en: 'You take the image for a square, and use one of its sides for both. Work out height and width each by itself.',
      zh: '你把图像当成了正方形，两个方向用了同一条边。高和宽要分别计算。',
    },
    ways: [0, 1].map(side => ({
      reshaped: (output, _, { kind }) =>
        kind === 'conv' || kind === 'pool' ? [output[side], output[side], output[2]] : output,
    })),
  },
  {
    id: 'height-and-width-swapped',
    says: {
      en: 'Height and width are swapped: a shape is [height, width, channels], rows first.',
      zh: '高和宽写反了：形状是 [height, width, channels]，行在前。',
    },
    ways: [
      {
        reshaped: (output, _, { kind }) =>
          kind === 'conv' || kind === 'pool' ? [output[1], output[0], output[2]] : output,
      },
    ],
  },
  {
    id: 'flatten-without-channels',
    says: {
      en: 'Your flatten leaves the channels out. It puts all numbers into one row: height * width * channels.',
      zh: '你的展平漏了通道。它把所有的数排成一行：height * width * channels。',
    },
    ways: [
      { reshaped: (output, input, { kind }) => (kind === 'flatten' ? [product(input.slice(0, 2))] : output) },
    ],
  },
  {
    id: 'flatten-keeps-channels',
    says: {
      en: 'Your flatten gives one number for each channel. It averages nothing, and keeps all numbers: height * width * channels.',
      zh: '你的展平只给每个通道留了一个数。它不求平均，所有的数都保留：height * width * channels。',
    },
    ways: [{ reshaped: (output, input, { kind }) => (kind === 'flatten' ? [input[2]] : output) }],
  },
  {
    id: 'flatten-ignored',
    says: {
      en: 'Your flatten gives the shape that it is given. Behind it there is one number for how many there are: [height * width * channels].',
      zh: '你的展平原样给出了输入的形状。展平之后形状里只有一个数，即总共有多少个：[height * width * channels]。',
    },
    ways: [undefined, denseOf(0), denseOf(2)].map(parameters => ({
      parameters,
      reshaped: (output, input, { kind }) => (kind === 'flatten' ? input : output),
    })),
  },
];
