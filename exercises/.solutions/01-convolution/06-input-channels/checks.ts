import { type Check, functionCheck, type Mistake, type Random, type Text } from '@featuremap/grader';
import { added, type Channels, combined, correlateChannels, mapped } from '../channels.js';
import { correlate, flipped, grid, sum } from '../correlate.js';
import { drawChannels } from '../drawChannels.js';
import { says } from '../says.js';
import { tfConvolve } from '../tensorflowChannels.js';

type Args = readonly [input: Channels, kernel: Channels];

/** What each channel gives alone. */
const planes = (...[input, kernel]: Args) => input.map((plane, channel) => correlate(plane, kernel[channel]));

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'channels-counted-as-rows',
    says: {
      en: 'You take the number of channels for the height. input.length now counts channels: the height is input[0].length and the width input[0][0].length, and likewise for the kernel.',
      zh: '你把通道数当成了高。现在 input.length 是通道数：高是 input[0].length，宽是 input[0][0].length，核也一样。',
    },
    instead: (input, kernel) => {
      const right = correlateChannels(input, kernel);
      return grid(
        input.length - kernel.length + 1,
        input[0].length - kernel[0].length + 1,
        (row, column) => right[row][column] ?? Number.NaN,
      );
    },
  },
  {
    id: 'channels-not-summed',
    says: {
      en: 'You return one matrix for each channel. The channels of a window belong together: add their matrices up, element by element, into a single one.',
      zh: '你给每个通道都返回了一个矩阵。同一个窗口的各个通道是一个整体：要把这些矩阵按元素相加，得到一个矩阵。',
    },
    instead: planes,
  },
  {
    id: 'last-channel-only',
    says: {
      en: 'Only the last channel is left in your result. Each channel seems to begin the sum at 0 again, or to overwrite what the one before put there: put `let sum = 0` outside of the loop over the channels, and add.',
      zh: '结果里只剩下最后一个通道。看来每个通道都重新从 0 开始求和，或者覆盖了前一个通道的结果：把 `let sum = 0` 放到遍历通道的循环之外，并且用加法。',
    },
    instead: (...args) => planes(...args).at(-1),
  },
  {
    id: 'first-channel-only',
    says: {
      en: 'Only the first channel counts in your result. Let one more loop run over all of input.length channels.',
      zh: '结果里只用到了第一个通道。请再加一层循环，遍历全部 input.length 个通道。',
    },
    instead: (...args) => planes(...args)[0],
  },
  {
    id: 'last-channel-missing',
    says: {
      en: 'Your loop over the channels ends one too early: the last channel, input.length - 1, belongs to it too.',
      zh: '遍历通道的循环少了一次：最后一个通道 input.length - 1 也要算进去。',
    },
    instead: (...args) => added(planes(...args).slice(0, -1)),
  },
  {
    id: 'one-slice-for-all',
    says: {
      en: 'You use kernel[0] for every channel. Each channel has weights of its own: channel c of the input goes with kernel[c].',
      zh: '你对每个通道用的都是 kernel[0]。每个通道有自己的权重：输入的第 c 个通道对应 kernel[c]。',
    },
    instead: (input, kernel) => added(input.map(plane => correlate(plane, kernel[0]))),
  },
  {
    id: 'one-channel-for-all',
    says: {
      en: 'You read input[0] for every slice of the kernel. Each slice looks at a channel of its own: kernel[c] goes with input[c].',
      zh: '你对核的每一层读的都是 input[0]。每一层看的是自己的通道：kernel[c] 对应 input[c]。',
    },
    instead: (input, kernel) => added(kernel.map(slice => correlate(input[0], slice))),
  },
  {
    id: 'slices-in-reverse',
    says: {
      en: 'Your channels and the slices of the kernel run in opposite directions. Channel c of the input goes with slice c of the kernel; nothing is flipped.',
      zh: '输入的通道和核的各层顺序相反。输入的第 c 个通道对应核的第 c 层，什么都不用翻转。',
    },
    instead: (input, kernel) => correlateChannels(input, [...kernel].reverse()),
  },
  {
    id: 'channels-averaged',
    says: {
      en: 'You divide by the number of channels. The channels are added up, not averaged: the weights of the kernel decide what each of them counts.',
      zh: '你除以了通道数。各通道是相加，不是取平均：每个通道占多大比重由核的权重决定。',
    },
    instead: (input, kernel) => mapped(correlateChannels(input, kernel), value => value / input.length),
  },
  {
    id: 'channels-multiplied',
    says: {
      en: 'You multiply what the channels give. Only window and kernel are multiplied; what the channels give is added up.',
      zh: '你把各通道的结果乘在了一起。相乘的只有窗口和核；各通道的结果要相加。',
    },
    instead: (...args) =>
      combined(planes(...args), values => values.reduce((product, value) => product * value)),
  },
  {
    id: 'channels-added-first',
    says: {
      en: 'You add the channels of the input up, and those of the kernel, and multiply then. Multiply each channel by its own slice first and add the products: (a + b) * (c + d) is not a * c + b * d.',
      zh: '你先把输入的各通道相加、把核的各层相加，再相乘。应先让每个通道与自己那一层相乘，再把乘积相加：(a + b) * (c + d) 不等于 a * c + b * d。',
    },
    instead: (input, kernel) => correlate(added(input), added(kernel)),
  },
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: (input, kernel) => correlateChannels(input, kernel.map(flipped)),
  },
  {
    id: 'sum-not-reset',
    says: says['sum-not-reset'],
    instead: (input, kernel) => {
      const right = correlateChannels(input, kernel);
      const flat = right.flat();
      return grid(right.length, right[0].length, (row, column) =>
        sum(flat.slice(0, row * right[0].length + column + 1)),
      );
    },
  },
];

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => number[][] = correlateChannels,
): Check =>
  functionCheck<Args>({
    title,
    name: 'correlate',
    parameters: ['input', 'kernel'],
    cases,
    expected,
    mistakes,
    draw: ({ args: [input, kernel], path: [row = 0, column = 0], language }) =>
      drawChannels(input, kernel, [row, column], language),
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    {
      en: 'two or three channels of 4×4 and a 2×2 kernel give one 3×3',
      zh: '两个或三个 4×4 的通道和 2×2 的核得到一个 3×3',
    },
    random => [
      [random.matrix([2, 4, 4], 0, 9), random.matrix([2, 2, 2], -3, 3)],
      [random.matrix([3, 4, 4], 0, 9), random.matrix([3, 2, 2], -3, 3)],
    ],
  ),
  check({ en: 'three channels, and nothing is square', zh: '三个通道，输入和核都不是正方形' }, random => [
    [random.matrix([3, 4, 6], 0, 9), random.matrix([3, 2, 3], -3, 3)],
    [random.matrix([3, 5, 4], -5, 5), random.matrix([3, 3, 2], -3, 3)],
  ]),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    random => [[random.matrix([4, 8, 7]), random.matrix([4, 3, 3])]],
    (input, kernel) => tfConvolve(input, [kernel], [0])[0],
  ),
];
