import {
  type Check,
  drawWindow,
  functionCheck,
  type Mistake,
  type Random,
  sumLine,
  type Text,
} from '@featuremap/grader';
import {
  correlate,
  flipped,
  grid,
  type Matrix,
  sum,
  width,
  windowProducts,
  windowSum,
} from '../correlate.js';
import { says } from '../says.js';
import { tfCorrelate } from '../tensorflow.js';

type Args = readonly [input: Matrix, kernel: Matrix, stride: number];

const right = (...[input, kernel, stride]: Args) => correlate(input, kernel, [stride, stride]);

/** The output's size, with another rounding or another count where a mistake has one. */
const sized = (
  ...[input, kernel, stride, steps = Math.floor]: [...Args, ((steps: number) => number)?]
): [number, number] => [
  steps((input.length - kernel.length) / stride) + 1,
  steps((width(input) - width(kernel)) / stride) + 1,
];

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'stride-ignored',
    says: {
      en: 'The stride is ignored: your windows lie one apart. With a stride of S the next window begins S further on, and fewer of them fit.',
      zh: '没有用到步幅：你的窗口每次只移动一格。步幅为 S 时，下一个窗口要往后移 S 格，能放下的窗口也更少。',
    },
    instead: (input, kernel) => correlate(input, kernel),
  },
  {
    id: 'stride-on-rows-only',
    says: {
      en: 'Only the rows are strided. The stride holds in both directions: columns too.',
      zh: '只有行用了步幅。两个方向都要用步幅：列也一样。',
    },
    instead: (input, kernel, stride) => correlate(input, kernel, [stride, 1]),
  },
  {
    id: 'stride-on-columns-only',
    says: {
      en: 'Only the columns are strided. The stride holds in both directions: rows too.',
      zh: '只有列用了步幅。两个方向都要用步幅：行也一样。',
    },
    instead: (input, kernel, stride) => correlate(input, kernel, [1, stride]),
  },
  {
    id: 'windows-not-strided',
    says: {
      en: 'Your output has the right size, but its windows lie one apart. output[row][column] belongs to the window that begins at input[row * stride][column * stride].',
      zh: '输出的大小对了，但窗口每次只移动一格。output[row][column] 对应的窗口从 input[row * stride][column * stride] 开始。',
    },
    instead: (input, kernel, stride) =>
      grid(...sized(input, kernel, stride), (row, column) => windowSum(input, kernel, row, column)),
  },
  {
    id: 'window-spread',
    says: {
      en: 'The stride is inside your window: you read input[row + i * stride], which spreads the window (that is a dilated convolution). The stride moves the window: input[row * stride + i].',
      zh: '步幅用到了窗口内部：你读的是 input[row + i * stride]，窗口被拉开了（那是空洞卷积）。步幅移动的是窗口：input[row * stride + i]。',
    },
    instead: (input, kernel, stride) =>
      grid(...sized(input, kernel, stride), (row, column) =>
        sum(
          kernel.flatMap((weights, i) =>
            weights.map((w, j) => w * input[row + i * stride][column + j * stride]),
          ),
        ),
      ),
  },
  {
    id: 'size-divided-only',
    says: {
      en: 'Your output lacks its last row and column: the first window needs no step. Count the steps, (H - FH) / S rounded down, and add 1.',
      zh: '输出少了最后一行和一列：第一个窗口不需要移动。先算移动次数 (H - FH) / S（向下取整），再加 1。',
    },
    instead: (input, kernel, stride) => {
      const [outHeight, outWidth] = sized(input, kernel, stride);
      return grid(outHeight - 1, outWidth - 1, (row, column) =>
        windowSum(input, kernel, row * stride, column * stride),
      );
    },
  },
  {
    id: 'stride-of-kernel-size',
    says: {
      en: 'Your windows lie one kernel apart, side by side without an overlap. The distance between them is the parameter stride.',
      zh: '你的窗口按核的大小移动，互不重叠。窗口之间的距离应是参数 stride。',
    },
    instead: (input, kernel) => correlate(input, kernel, [kernel.length, width(kernel)]),
  },
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: (input, kernel, stride) => right(input, flipped(kernel), stride),
  },
];

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => Matrix = right,
): Check =>
  functionCheck<Args>({
    title,
    name: 'correlate',
    parameters: ['input', 'kernel', 'stride'],
    cases,
    expected,
    mistakes,
    draw: ({ args: [input, kernel, stride], path: [row = 0, column = 0], language }) => {
      const [top, left] = [row * stride, column * stride];
      return [
        ...drawWindow({ input, kernel, top, left, language }),
        '',
        sumLine(windowProducts(input, kernel, top, left)),
      ];
    },
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    { en: 'a 7×7 input, a 3×3 kernel and stride 2 give 3×3', zh: '7×7 的输入、3×3 的核、步幅 2 得到 3×3' },
    random => [[random.matrix([7, 7], 0, 9), random.matrix([3, 3], -2, 2), 2]],
  ),
  check(
    {
      en: 'rows and columns that are left over at the end stay out',
      zh: '末尾不够一个窗口的行和列不参与计算',
    },
    random => [
      [random.matrix([6, 8], 0, 9), random.matrix([3, 2], -2, 2), 2],
      [random.matrix([8, 9], 0, 9), random.matrix([2, 3], -2, 2), 3],
    ],
  ),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    random => [[random.matrix([10, 13]), random.matrix([3, 4]), 2]],
    tfCorrelate,
  ),
];
