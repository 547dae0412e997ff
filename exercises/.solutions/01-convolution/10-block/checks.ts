import {
  type Check,
  drawMatrix,
  functionCheck,
  type Mistake,
  type Random,
  type Text,
} from '@featuremap/grader';
import { type Channels, convolve, mapped } from '../channels.js';
import { flipped, grid, type Matrix, sum, width } from '../correlate.js';
import { says } from '../says.js';
import { tfBlock } from '../tensorflowChannels.js';

type Args = readonly [
  input: Channels,
  kernels: readonly Channels[],
  bias: readonly number[],
  padding: number,
];

const padded = (input: Channels, padding: number): Channels =>
  input.map(plane =>
    grid(
      plane.length + 2 * padding,
      width(plane) + 2 * padding,
      (row, column) => plane[row - padding]?.[column - padding] ?? 0,
    ),
  );
const relu = (value: number) => Math.max(0, value);
const largest = (values: readonly number[]) => Math.max(...values);

/** Pools 2×2 windows that lie `stride` apart. */
const pool = (plane: Matrix, of = largest, stride = 2): number[][] =>
  grid(
    Math.floor((plane.length - 2) / stride) + 1,
    Math.floor((width(plane) - 2) / stride) + 1,
    (row, column) => of([0, 1].flatMap(i => [0, 1].map(j => plane[row * stride + i][column * stride + j]))),
  );

/** The steps of the block, each of which a mistake may do in another way. */
const steps = {
  pad: padded,
  convolve,
  activate: (planes: Channels): Channels => planes.map(plane => mapped(plane, relu)),
  pool: (planes: Channels): Channels => planes.map(plane => pool(plane)),
};

const blockWith =
  (changed: Partial<typeof steps>) =>
  (...[input, kernels, bias, padding]: Args): Channels => {
    const { pad, convolve, activate, pool } = { ...steps, ...changed };
    return pool(activate(convolve(pad(input, padding), kernels, bias)));
  };

const right = blockWith({});

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'relu-missing',
    says: {
      en: 'The ReLU is missing: negative numbers come out. Between convolution and pooling, every negative number becomes 0.',
      zh: '缺了 ReLU：结果里有负数。在卷积和池化之间，每个负数都要变成 0。',
    },
    instead: blockWith({ activate: planes => planes }),
  },
  {
    id: 'relu-as-absolute',
    says: {
      en: 'Your ReLU turns negative numbers into positive ones, as Math.abs does. It makes them 0: Math.max(0, value).',
      zh: '你的 ReLU 把负数变成了正数，就像 Math.abs。它应把负数变成 0：Math.max(0, value)。',
    },
    instead: blockWith({ activate: planes => planes.map(plane => mapped(plane, Math.abs)) }),
  },
  {
    id: 'relu-of-the-wrong-side',
    says: {
      en: 'Your ReLU keeps the negative numbers and makes the positive ones 0. It is Math.max(0, value), not Math.min.',
      zh: '你的 ReLU 保留了负数，却把正数变成了 0。应该用 Math.max(0, value)，而不是 Math.min。',
    },
    instead: blockWith({
      activate: planes => planes.map(plane => mapped(plane, value => Math.min(0, value))),
    }),
  },
  {
    id: 'relu-before-bias',
    says: {
      en: 'The bias is added after the ReLU. It belongs to the convolution: first the sum with its bias, then the ReLU.',
      zh: '偏置是在 ReLU 之后才加的。它属于卷积：先求和并加上偏置，再做 ReLU。',
    },
    instead: blockWith({
      convolve: (input, kernels, bias) =>
        convolve(
          input,
          kernels,
          bias.map(() => 0),
        ).map((plane, oc) => mapped(plane, value => relu(value) + bias[oc])),
      activate: planes => planes,
    }),
  },
  {
    id: 'bias-missing',
    says: {
      en: 'The bias is missing: every sum of output channel oc begins at bias[oc].',
      zh: '没有加偏置：第 oc 个输出通道的每个和都要从 bias[oc] 开始。',
    },
    instead: blockWith({
      convolve: (input, kernels, bias) =>
        convolve(
          input,
          kernels,
          bias.map(() => 0),
        ),
    }),
  },
  {
    id: 'padding-ignored',
    says: {
      en: 'The padding is not used. Put that many rows and columns of zeros around every channel before you convolve.',
      zh: '没有用到填充。卷积之前，先在每个通道的四周补上这么多行、列的零。',
    },
    instead: blockWith({ pad: input => input }),
  },
  {
    id: 'padding-after-convolution',
    says: {
      en: 'You pad what the convolution gives. The zeros go around its input, before it: the windows at the edge are to reach over it.',
      zh: '你填充的是卷积的结果。零应补在卷积的输入四周，并且在卷积之前：这样边缘的窗口才能伸出去。',
    },
    instead: (input, kernels, bias, padding) =>
      blockWith({ pad: () => input, convolve: (...of) => padded(convolve(...of), padding) as number[][][] })(
        input,
        kernels,
        bias,
        padding,
      ),
  },
  {
    id: 'pooling-missing',
    says: {
      en: 'The pooling is missing: your output is as large as that of the convolution. Take the largest number of each 2×2 window.',
      zh: '缺了池化：你的输出和卷积的结果一样大。每个 2×2 窗口要取最大的数。',
    },
    instead: blockWith({ pool: planes => planes }),
  },
  {
    id: 'pooling-stride-one',
    says: {
      en: 'Your pooling windows overlap: they lie one apart. A 2×2 pooling moves on by 2, in both directions.',
      zh: '你的池化窗口互相重叠：每次只移动了一格。2×2 池化在两个方向上都移动 2 格。',
    },
    instead: blockWith({ pool: planes => planes.map(plane => pool(plane, largest, 1)) }),
  },
  {
    id: 'average-pooling',
    says: {
      en: 'You pool by the average. This block takes the largest number of each 2×2 window.',
      zh: '你用的是平均池化。这个块在每个 2×2 窗口里取最大的数。',
    },
    instead: blockWith({ pool: planes => planes.map(plane => pool(plane, values => sum(values) / 4)) }),
  },
  {
    id: 'pooling-first',
    says: {
      en: 'You pool the input and convolve then. The order is convolution, ReLU, pooling: the kernel has to see the whole picture.',
      zh: '你先对输入做了池化，再做卷积。顺序是卷积、ReLU、池化：核要看到完整的图像。',
    },
    instead: (input, kernels, bias, padding) =>
      steps.activate(convolve(padded(steps.pool(input), padding), kernels, bias)),
  },
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: blockWith({
      convolve: (input, kernels, bias) =>
        convolve(
          input,
          kernels.map(kernel => kernel.map(flipped)),
          bias,
        ),
    }),
  },
];

const words = {
  convolved: { en: 'after the convolution', zh: '卷积之后' },
  activated: { en: 'after the ReLU', zh: 'ReLU 之后' },
} satisfies Record<string, Text>;

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => number[][][] = (...args) => right(...args) as number[][][],
): Check =>
  functionCheck<Args>({
    title,
    name: 'block',
    parameters: ['input', 'kernels', 'bias', 'padding'],
    cases,
    expected,
    mistakes,
    draw: ({ args: [input, kernels, bias, padding], path: [channel = 0, row = 0, column = 0], language }) => {
      const plane = convolve(padded(input, padding), kernels, bias)[channel];
      const inWindow = (r: number, c: number) => Math.floor(r / 2) === row && Math.floor(c / 2) === column;
      const place = `[${channel}]`;
      return [
        ...drawMatrix(`${words.convolved[language]} ${place}`, plane, inWindow),
        '',
        ...drawMatrix(`${words.activated[language]} ${place}`, mapped(plane, relu), inWindow),
      ];
    },
  });

const biases = (random: Random, count: number) =>
  Array.from({ length: count }, (_, oc) => (oc === 0 ? random.integer(-40, -30) : random.integer(5, 15)));

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    { en: 'a 5×5 input, 2×2 kernels and no padding give 2×2', zh: '5×5 的输入、2×2 的核、不填充，得到 2×2' },
    random => [
      [random.matrix([2, 5, 5], -5, 5), random.matrix([2, 2, 2, 2], -3, 3), biases(random, 2), 0],
      [random.matrix([1, 7, 7], -5, 5), random.matrix([2, 1, 2, 2], -3, 3), biases(random, 2), 0],
      [random.matrix([1, 5, 5], 1, 9), random.matrix([2, 1, 2, 2], -3, 0), biases(random, 2), 0],
    ],
  ),
  check(
    {
      en: 'a 4×6 input, 3×3 kernels and a padding of 1 give 2×3',
      zh: '4×6 的输入、3×3 的核、填充 1，得到 2×3',
    },
    random => [
      [random.matrix([2, 4, 6], -5, 5), random.matrix([3, 2, 3, 3], -3, 3), biases(random, 3), 1],
      [random.matrix([1, 4, 6], -5, 5), random.matrix([3, 1, 3, 3], -3, 3), biases(random, 3), 1],
      [random.matrix([1, 4, 6], 1, 9), random.matrix([2, 1, 3, 3], -3, 0), biases(random, 2), 1],
    ],
  ),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    random => [
      [random.matrix([3, 8, 9]), random.matrix([4, 3, 5, 5]), biases(random, 4), 2],
      [random.matrix([3, 8, 9], 0, 9), random.matrix([2, 3, 5, 5], -3, 0), biases(random, 2), 2],
    ],
    tfBlock,
  ),
];
