import type { Mistake, Text } from '@featuremap/grader';
import { type Args, dot, type Image, image, output, pointwise, productsOf, range, sum } from './pointwise.js';

const plainSums = ([input, weights, bias]: Args) =>
  output([input, weights, bias], (row, column, o) => dot(input[row][column], weights, o));

/** Every number and all before it, pixel by pixel; `group` numbers begin a new total. */
const runningTotals = (sums: Image, group: number) => {
  let [total, count] = [0, 0];
  return sums.map(row =>
    row.map(pixel =>
      pixel.map(value => {
        if (count++ % group === 0) total = 0;
        total += value;
        return total;
      }),
    ),
  );
};

const plus = (sums: Image, bias: readonly number[]) =>
  sums.map(row => row.map(pixel => pixel.map((value, o) => value + bias[o])));

/** The channels moved to the front, `[H][W][OC]` to `[OC][H][W]`. */
const channelsFirst = (result: Image) =>
  image([result[0][0].length, result.length, result[0].length], (o, row, column) => result[row][column][o]);

/** The input read as `[C][H][W]`, with the channels counted by `channels`. */
const readChannelsFirst = ([input, weights, bias]: Args, channels: number) =>
  image([input[0].length, input[0][0].length, bias.length], (row, column, o) =>
    sum([bias[o], ...range(channels).map(channel => input[channel][row][column] * weights[channel][o])]),
  );

const inputChannelsFirst: Text = {
  en: 'You read the input as channels first, input[channel][row][column]. Here images are channels last, as TensorFlow.js has them: input[row][column] is a pixel, an array of its C channels.',
  zh: '你把输入当成通道在前来读了：input[channel][row][column]。这里的图像和 TensorFlow.js 一样，通道在最后：input[row][column] 是一个像素，即由它的 C 个通道组成的数组。',
};

const sumNotReset: Text = {
  en: 'Your sum carries over: it still holds what an earlier output channel or pixel added. Each output channel of each pixel starts its own sum, so `let sum` belongs inside the loop over the output channels.',
  zh: '你的和带着之前的输出通道或像素加进去的数。每个像素的每个输出通道都要从头求和：`let sum` 要放进遍历输出通道的循环里面。',
};

const biasPerPixel: Text = {
  en: 'Your bias depends on where the pixel is. It belongs to the output channel: all pixels get the same bias[outChannel].',
  zh: '你的偏置随像素的位置而变。偏置属于输出通道：所有像素加的都是同一个 bias[outChannel]。',
};

/** What goes wrong with a 1×1 convolution. */
export const pointwiseMistakes: readonly Mistake<Args>[] = [
  {
    id: 'weights-transposed',
    says: {
      en: 'Rows and columns of the weights are swapped: you read weights[outChannel][channel]. They are [C][OC], so the input’s channel comes first: weights[channel][outChannel].',
      zh: '权重的行和列颠倒了：你读的是 weights[outChannel][channel]。权重的形状是 [C][OC]，输入通道在前：weights[channel][outChannel]。',
    },
    instead: (...args) => {
      const [input, weights, bias] = args;
      return output(args, (row, column, o) =>
        sum([bias[o], ...input[row][column].map((value, channel) => value * weights[o][channel])]),
      );
    },
  },
  {
    id: 'weights-transposed',
    says: {
      en: 'You take the weights for [OC][C], and so count C output channels. They are [C][OC]: a row for each input channel, a column for each output channel.',
      zh: '你把权重当成了 [OC][C]，于是算出了 C 个输出通道。权重的形状是 [C][OC]：每个输入通道一行，每个输出通道一列。',
    },
    instead: (input, weights, bias) =>
      image([input.length, input[0].length, weights.length], (row, column, o) =>
        sum([bias[o], ...weights[o].map((weight, channel) => weight * input[row][column][channel])]),
      ),
  },
  {
    id: 'bias-missing',
    says: {
      en: 'The bias is missing: these are the bare sums. Add bias[outChannel] to each.',
      zh: '没有加偏置：这些只是乘积的和。每个和都要加上 bias[outChannel]。',
    },
    instead: (...args) => plainSums(args),
  },
  {
    id: 'bias-per-product',
    says: {
      en: 'The bias is added once for each input channel, so it counts C times. It comes once to the finished sum: outside the loop over the channels.',
      zh: '每个输入通道都加了一次偏置，一共加了 C 次。偏置只在求完和之后加一次：放到遍历通道的循环外面。',
    },
    instead: (...args) => {
      const [input, , bias] = args;
      return plus(
        plainSums(args),
        bias.map(value => input[0][0].length * value),
      );
    },
  },
  {
    id: 'bias-twice',
    says: {
      en: 'The bias is added twice: the sum begins with it, and it is added at the end as well. One of the two is enough.',
      zh: '偏置加了两次：和从偏置开始，最后又加了一次。两处留一处就够了。',
    },
    instead: (...args) => plus(pointwise(...args), args[2]),
  },
  {
    id: 'bias-of-input-channel',
    says: {
      en: 'You add bias[channel], with the input’s channel as the index. The bias is as long as there are output channels: bias[outChannel], once for each sum.',
      zh: '你加的是 bias[channel]，下标用了输入通道。偏置的长度是输出通道数：应加 bias[outChannel]，每个和只加一次。',
    },
    instead: (...args) => {
      const [input, weights, bias] = args;
      return output(args, (row, column, o) =>
        sum(productsOf(input[row][column], weights, o).map((product, channel) => product + bias[channel])),
      );
    },
  },
  {
    id: 'bias-of-first-channel',
    says: {
      en: 'Every output channel gets bias[0]. Each has a bias of its own: bias[outChannel].',
      zh: '每个输出通道加的都是 bias[0]。每个输出通道有自己的偏置：bias[outChannel]。',
    },
    instead: (...args) =>
      plus(
        plainSums(args),
        args[2].map(() => args[2][0]),
      ),
  },
  ...[
    (row: number) => row,
    (_: number, column: number) => column,
    (row: number, column: number, width: number) => row * width + column,
  ].map(
    (place): Mistake<Args> => ({
      id: 'bias-per-pixel',
      says: biasPerPixel,
      instead: (...args) => {
        const [input, weights, bias] = args;
        return output(
          args,
          (row, column, o) => dot(input[row][column], weights, o) + bias[place(row, column, input[0].length)],
        );
      },
    }),
  ),
  {
    id: 'sum-not-reset',
    says: sumNotReset,
    instead: (...args) => plus(runningTotals(plainSums(args), Number.POSITIVE_INFINITY), args[2]),
  },
  {
    id: 'sum-not-reset',
    says: sumNotReset,
    instead: (...args) => runningTotals(pointwise(...args), Number.POSITIVE_INFINITY),
  },
  {
    id: 'sum-not-reset',
    says: sumNotReset,
    instead: (...args) => plus(runningTotals(plainSums(args), args[2].length), args[2]),
  },
  {
    id: 'sum-not-reset',
    says: sumNotReset,
    instead: (...args) => runningTotals(pointwise(...args), args[2].length),
  },
  {
    id: 'pixels-summed',
    says: {
      en: 'You sum over the pixels as well, so all pixels of your output are the same. That is a fully connected layer; a 1×1 kernel sees one pixel at a time, and only its channels are summed.',
      zh: '你把所有像素也加在了一起，所以输出的每个像素都一样。那是全连接层的做法；1×1 的核每次只看一个像素，只对它的通道求和。',
    },
    instead: (...args) => {
      const [input, weights, bias] = args;
      const all = bias.map((value, o) => value + sum(input.flat().map(pixel => dot(pixel, weights, o))));
      return output(args, (_, __, o) => all[o]);
    },
  },
  {
    id: 'last-channel-only',
    says: {
      en: 'Each number is the product of the last channel alone. Add the products of all channels up: `sum +=`, not `sum =`.',
      zh: '每个数都只是最后一个通道的乘积。要把所有通道的乘积加起来：写 `sum +=`，而不是 `sum =`。',
    },
    instead: (...args) => {
      const [input, weights, bias] = args;
      return output(args, (row, column, o) => productsOf(input[row][column], weights, o).at(-1)! + bias[o]);
    },
  },
  {
    id: 'last-channel-only',
    says: {
      en: 'Each number is the product of the last channel alone, and the bias is gone too. Add the products of all channels to the sum: `sum +=`, not `sum =`.',
      zh: '每个数都只是最后一个通道的乘积，偏置也没有了。要把所有通道的乘积都加到和上：写 `sum +=`，而不是 `sum =`。',
    },
    instead: (...args) => {
      const [input, weights] = args;
      return output(args, (row, column, o) => productsOf(input[row][column], weights, o).at(-1)!);
    },
  },
  {
    id: 'channels-not-mixed',
    says: {
      en: 'Each output channel comes from one input channel, the one of the same number. It is a sum over all input channels, each with a weight of its own.',
      zh: '你的每个输出通道只用了编号相同的那一个输入通道。它应当是对所有输入通道求和，每个通道都有自己的权重。',
    },
    instead: (...args) => {
      const [input, weights, bias] = args;
      return output(args, (row, column, o) => input[row][column][o] * weights[o][o] + bias[o]);
    },
  },
  {
    id: 'first-weights-only',
    says: {
      en: 'All output channels use the weights of the first one, weights[channel][0]. Each has its own column: weights[channel][outChannel].',
      zh: '所有输出通道用的都是第一个输出通道的权重 weights[channel][0]。每个输出通道有自己的一列：weights[channel][outChannel]。',
    },
    instead: (...args) => {
      const [input, weights, bias] = args;
      return output(args, (row, column, o) => dot(input[row][column], weights, 0) + bias[o]);
    },
  },
  {
    id: 'relu-added',
    says: {
      en: 'You set what is below 0 to 0. That is an activation, which is a layer of its own; a convolution alone keeps negative numbers.',
      zh: '你把小于 0 的数都改成了 0。那是激活函数，是另外的一层；卷积本身保留负数。',
    },
    instead: (...args) =>
      pointwise(...args).map(row => row.map(pixel => pixel.map(value => Math.max(0, value)))),
  },
  ...[(input: Image) => input.length, (_: Image, weights: Args[1]) => weights.length].flatMap(
    (channels): Mistake<Args>[] => [
      {
        id: 'input-channels-first',
        says: inputChannelsFirst,
        instead: (...args) => readChannelsFirst(args, channels(args[0], args[1])),
      },
      {
        id: 'input-channels-first',
        says: inputChannelsFirst,
        instead: (...args) => channelsFirst(readChannelsFirst(args, channels(args[0], args[1]))),
      },
    ],
  ),
  {
    id: 'output-channels-first',
    says: {
      en: 'Your output is channels first, [OC][H][W]: one map for each output channel. Here it is channels last, [H][W][OC]: output[row][column] is a pixel, an array of its OC channels.',
      zh: '你的输出是通道在前的 [OC][H][W]：每个输出通道一张图。这里要求通道在最后 [H][W][OC]：output[row][column] 是一个像素，即由 OC 个通道组成的数组。',
    },
    instead: (...args) => channelsFirst(pointwise(...args)),
  },
  {
    id: 'pixels-in-one-list',
    says: {
      en: 'You return the pixels in one long list, [H·W][OC], as the matrix product gives them. Cut the list into the H rows of the image again, W pixels each.',
      zh: '你返回的是一长串像素 [H·W][OC]，也就是矩阵乘积本身。还要把它重新切成图像的 H 行，每行 W 个像素。',
    },
    instead: (...args) => pointwise(...args).flat(),
  },
  {
    id: 'rows-and-columns-swapped',
    says: {
      en: 'Rows and columns of your output are swapped: the pixel at [row][column] is at [column][row]. Go through the rows outside and the columns inside.',
      zh: '输出的行和列颠倒了：[row][column] 处的像素跑到了 [column][row]。外层循环遍历行，内层循环遍历列。',
    },
    instead: (...args) => {
      const right = pointwise(...args);
      return right[0].map((_, column) => right.map(row => row[column]));
    },
  },
];
