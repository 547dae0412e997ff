import { type Check, functionCheck, type Mistake, type Random, type Text } from '@featuremap/grader';
import { added, type Channels, convolve, correlateChannels, mapped } from '../channels.js';
import { correlate, flipped } from '../correlate.js';
import { drawChannels } from '../drawChannels.js';
import { says } from '../says.js';
import { tfConvolve } from '../tensorflowChannels.js';

type Args = readonly [input: Channels, kernels: readonly Channels[], bias: readonly number[]];

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'outputs-summed',
    says: {
      en: 'You add up what all kernels give, into one matrix. The sum runs over the input channels only: every kernel has an output channel of its own.',
      zh: '你把所有核的结果加成了一个矩阵。求和只针对输入通道：每个核有自己的输出通道。',
    },
    instead: (...args) => added(convolve(...args)),
  },
  {
    id: 'one-kernel-for-all',
    says: {
      en: 'Every output channel uses kernels[0]. Output channel oc belongs to kernels[oc]: each kernel looks for something else.',
      zh: '每个输出通道用的都是 kernels[0]。第 oc 个输出通道对应 kernels[oc]：每个核找的东西不同。',
    },
    instead: (input, kernels, bias) =>
      convolve(
        input,
        kernels.map(() => kernels[0]),
        bias,
      ),
  },
  {
    id: 'one-slice-for-all',
    says: {
      en: 'You use slice 0 of a kernel for every channel of the input. Channel c goes with slice c: kernels[oc][c].',
      zh: '你对输入的每个通道用的都是核的第 0 层。第 c 个通道对应第 c 层：kernels[oc][c]。',
    },
    instead: (input, kernels, bias) =>
      convolve(
        input,
        kernels.map(kernel => kernel.map(() => kernel[0])),
        bias,
      ),
  },
  {
    id: 'kernel-indices-swapped',
    says: {
      en: 'The first two indices of kernels are swapped: kernels[oc][c] is the slice for output channel oc and input channel c, in this order.',
      zh: 'kernels 的前两个下标写反了：kernels[oc][c] 依次是第 oc 个输出通道、第 c 个输入通道对应的那一层。',
    },
    instead: (input, kernels, bias) =>
      convolve(
        input,
        kernels.map((kernel, oc) => kernel.map((_, c) => kernels[c][oc])),
        bias,
      ),
  },
  {
    id: 'last-channel-only',
    says: {
      en: 'Of the input only the last channel is left in your result. One sum runs over all input channels: begin it before the loop over c, and add.',
      zh: '结果里只剩下输入的最后一个通道。一个和要遍历所有输入通道：在遍历 c 的循环之前开始求和，并且用加法。',
    },
    instead: (input, kernels, bias) =>
      kernels.map((kernel, oc) =>
        mapped(correlate(input.at(-1) ?? [], kernel.at(-1) ?? []), value => value + bias[oc]),
      ),
  },
  {
    id: 'bias-missing',
    says: {
      en: 'The bias is missing: add bias[oc] to every element of output channel oc.',
      zh: '没有加偏置：第 oc 个输出通道的每个元素都要加上 bias[oc]。',
    },
    instead: (input, kernels) => kernels.map(kernel => correlateChannels(input, kernel)),
  },
  {
    id: 'one-bias-for-all',
    says: {
      en: 'Every output channel gets bias[0]. Output channel oc has a bias of its own: bias[oc].',
      zh: '每个输出通道加的都是 bias[0]。第 oc 个输出通道有自己的偏置：bias[oc]。',
    },
    instead: (input, kernels, bias) =>
      convolve(
        input,
        kernels,
        bias.map(() => bias[0]),
      ),
  },
  {
    id: 'bias-per-channel',
    says: {
      en: 'The bias is added once for every input channel. It belongs to the output: add it once to the finished sum.',
      zh: '偏置在每个输入通道上都加了一次。它属于输出：在求完和之后只加一次。',
    },
    instead: (input, kernels, bias) =>
      convolve(
        input,
        kernels,
        bias.map(value => value * input.length),
      ),
  },
  {
    id: 'all-biases-added',
    says: {
      en: 'Every output channel gets the sum of all biases. Output channel oc gets bias[oc] alone.',
      zh: '每个输出通道都加上了所有偏置之和。第 oc 个输出通道只加 bias[oc]。',
    },
    instead: (input, kernels, bias) =>
      convolve(
        input,
        kernels,
        bias.map(() => bias.reduce((sum, value) => sum + value)),
      ),
  },
  {
    id: 'channels-last',
    says: {
      en: 'Your output is [row][column][channel], as TensorFlow.js has it. Here the channel comes first: output[oc] is a whole matrix.',
      zh: '你的输出是 [行][列][通道]，那是 TensorFlow.js 的顺序。这里通道在最前面：output[oc] 是一整个矩阵。',
    },
    instead: (...args) => {
      const planes = convolve(...args);
      return planes[0].map((row, r) => row.map((_, c) => planes.map(plane => plane[r][c])));
    },
  },
  {
    id: 'outputs-in-reverse',
    says: {
      en: 'The output channels stand in reverse order: the one of kernels[0] comes first.',
      zh: '输出通道的顺序反了：kernels[0] 对应的通道排在最前面。',
    },
    instead: (...args) => convolve(...args).reverse(),
  },
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: (input, kernels, bias) =>
      convolve(
        input,
        kernels.map(kernel => kernel.map(flipped)),
        bias,
      ),
  },
  {
    id: 'last-output-only',
    says: {
      en: 'You return a single matrix, that of the last kernel. Collect one for each kernel: output.push(…) inside the loop over oc.',
      zh: '你只返回了一个矩阵，也就是最后一个核的结果。每个核都要收集一个：在遍历 oc 的循环里写 output.push(…)。',
    },
    instead: (...args) => convolve(...args).at(-1),
  },
];

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => number[][][] = convolve,
): Check =>
  functionCheck<Args>({
    title,
    name: 'convolve',
    parameters: ['input', 'kernels', 'bias'],
    cases,
    expected,
    mistakes,
    draw: ({ args: [input, kernels, bias], path: [channel = 0, row = 0, column = 0], language }) => [
      `kernels[${channel}]`,
      ...drawChannels(input, kernels[channel], [row, column], language, bias[channel]),
    ],
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    {
      en: 'two input channels and two kernels give two output channels',
      zh: '两个输入通道、两个核得到两个输出通道',
    },
    random => [
      [
        random.matrix([2, 4, 4], 0, 9),
        random.matrix([2, 2, 2, 2], -3, 3),
        [random.integer(10, 14), random.integer(20, 24)],
      ],
    ],
  ),
  check(
    { en: 'three kernels for two channels, and two for three', zh: '两个通道三个核，三个通道两个核' },
    random => [
      [
        random.matrix([2, 3, 5], 0, 9),
        random.matrix([3, 2, 2, 3], -3, 3),
        [random.integer(-14, -10), random.integer(20, 24), random.integer(30, 34)],
      ],
      [
        random.matrix([3, 5, 4], -5, 5),
        random.matrix([2, 3, 2, 2], -3, 3),
        [random.integer(10, 14), random.integer(-24, -20)],
      ],
      [
        random.matrix([2, 3, 3], -5, 5),
        random.matrix([2, 2, 2, 2], -3, 3),
        [random.integer(10, 14), random.integer(-24, -20)],
      ],
    ],
  ),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    random => [[random.matrix([4, 7, 8]), random.matrix([4, 4, 3, 3]), random.matrix([4], 1, 30)]],
    tfConvolve,
  ),
];
