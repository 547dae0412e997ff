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
  type Matrix,
  slide,
  sum,
  transposed,
  width,
  windowProducts,
  windowSum,
} from '../correlate.js';
import { says } from '../says.js';
import { tfCorrelate } from '../tensorflow.js';

type Args = readonly [input: Matrix, kernel: Matrix];

const size = (input: Matrix, kernel: Matrix) => ({
  outHeight: input.length - kernel.length + 1,
  outWidth: width(input) - width(kernel) + 1,
});

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: (input, kernel) => correlate(input, flipped(kernel)),
  },
  {
    id: 'kernel-transposed',
    says: {
      en: 'Rows and columns of your kernel are swapped: you read kernel[j][i]. The first index is the row, in the kernel as in the input: kernel[i][j].',
      zh: '核的行和列颠倒了：你读的是 kernel[j][i]。无论核还是输入，第一个下标都是行：kernel[i][j]。',
    },
    instead: (input, kernel) =>
      slide({
        ...size(input, kernel),
        window: (top, left) =>
          sum(
            kernel.flatMap((row, i) =>
              row.map((_, j) => kernel[j][i] * (input[top + i][left + j] as number)),
            ),
          ),
      }),
  },
  {
    id: 'sum-not-reset',
    says: says['sum-not-reset'],
    instead: (input, kernel) => {
      let total = 0;
      return slide({
        ...size(input, kernel),
        window: (top, left) => {
          total += windowSum(input, kernel, top, left);
          return total;
        },
      });
    },
  },
  {
    id: 'last-product-only',
    says: says['last-product-only'],
    instead: (input, kernel) =>
      slide({
        ...size(input, kernel),
        window: (top, left) => windowProducts(input, kernel, top, left).at(-1)!.at(-1)!,
      }),
  },
  {
    id: 'window-does-not-move',
    says: {
      en: 'Every window of yours is the one in the upper left corner. The window that belongs to output[row][column] begins at input[row][column]: read input[row + i][column + j].',
      zh: '你的窗口一直停在左上角。output[row][column] 对应的窗口从 input[row][column] 开始：请读 input[row + i][column + j]。',
    },
    instead: (input, kernel) =>
      slide({ ...size(input, kernel), window: () => windowSum(input, kernel, 0, 0) }),
  },
  {
    id: 'last-window-missing',
    says: {
      en: 'Your output is one row and one column short: the last windows are missing. A kernel of height FH fits into H rows H - FH + 1 times; count the positions for H = 4 and FH = 3.',
      zh: '你的输出少了一行一列：漏掉了最后的窗口。高为 FH 的核在 H 行中能放 H - FH + 1 个位置；用 H = 4、FH = 3 数一数。',
    },
    instead: (input, kernel) =>
      slide({
        outHeight: input.length - kernel.length,
        outWidth: width(input) - width(kernel),
        window: (top, left) => windowSum(input, kernel, top, left),
      }),
  },
  {
    id: 'kernel-not-used',
    says: {
      en: 'You add up the numbers of the window without the kernel. Each of them is multiplied by the kernel’s number in the same place first.',
      zh: '你只是把窗口里的数加了起来，没有用到核。每个数要先乘上核中同一位置的数。',
    },
    instead: (input, kernel) =>
      correlate(
        input,
        kernel.map(row => row.map(() => 1)),
      ),
  },
  {
    id: 'height-and-width-swapped',
    says: {
      en: 'Height and width are swapped in your output’s size. The number of rows is input.length, the number of columns input[0].length; the same holds for the kernel.',
      zh: '计算输出大小时把高和宽弄反了。行数是 input.length，列数是 input[0].length；核也一样。',
    },
    instead: (input, kernel) =>
      slide({
        outHeight: width(input) - width(kernel) + 1,
        outWidth: input.length - kernel.length + 1,
        window: (top, left) => windowSum(input, kernel, top, left),
      }),
  },
  {
    id: 'output-transposed',
    says: {
      en: 'Your result is right but lies on its side: rows and columns of the output are swapped. output[row][column] belongs to the window whose corner is input[row][column].',
      zh: '数都对，但输出的行和列颠倒了。output[row][column] 对应的是左上角在 input[row][column] 的窗口。',
    },
    instead: (input, kernel) => transposed(correlate(input, kernel)),
  },
];

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => Matrix = correlate,
): Check =>
  functionCheck<Args>({
    title,
    name: 'correlate',
    parameters: ['input', 'kernel'],
    cases,
    expected,
    mistakes,
    draw: ({ args: [input, kernel], path: [top = 0, left = 0], language }) => [
      ...drawWindow({ input, kernel, top, left, language }),
      '',
      sumLine(windowProducts(input, kernel, top, left)),
    ],
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    { en: 'a 4×4 input and a 3×3 kernel give a 2×2 output', zh: '4×4 的输入和 3×3 的核得到 2×2 的输出' },
    random => [
      [random.matrix([4, 4], 0, 9), random.matrix([3, 3], -2, 2)],
      [random.matrix([4, 4], 0, 9), random.matrix([3, 3], -2, 2)],
    ],
  ),
  check({ en: 'input and kernel need not be square', zh: '输入和核不必是正方形' }, random => [
    [random.matrix([5, 4]), random.matrix([2, 2])],
    [random.matrix([4, 7]), random.matrix([2, 3])],
    [random.matrix([6, 4]), random.matrix([3, 1])],
  ]),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    random => [
      [random.matrix([12, 9]), random.matrix([3, 3])],
      [random.matrix([9, 12]), random.matrix([3, 5])],
    ],
    tfCorrelate,
  ),
];
