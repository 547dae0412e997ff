import {
  type Check,
  drawWindow,
  formatNumber,
  functionCheck,
  type Mistake,
  type Random,
  sumLine,
  type Text,
} from '@featuremap/grader';
import { correlate, flipped, type Matrix, sum, width, windowProducts } from '../correlate.js';
import { says } from '../says.js';

type Args = readonly [input: Matrix, kernel: Matrix, bias: number];

/** The right result: the bias comes once to each sum. */
const convolve = (...[input, kernel, bias]: Args) => plus(correlate(input, kernel), () => bias);

const plus = (output: Matrix, more: (row: number, column: number) => number) =>
  output.map((values, row) => values.map((value, column) => value + more(row, column)));

/** Each number with all the numbers before it. */
const runningTotal = (output: Matrix) => {
  let total = 0;
  return output.map(values =>
    values.map(value => {
      total += value;
      return total;
    }),
  );
};

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'bias-missing',
    says: {
      en: 'The bias is missing: these are the bare sums. Add it to the sum of each window before you store it.',
      zh: '没有加偏置：这些只是窗口的和。存结果之前，要给每个窗口的和加上偏置。',
    },
    instead: (input, kernel) => correlate(input, kernel),
  },
  {
    id: 'bias-per-product',
    says: {
      en: 'The bias is added once for each number of the window, so it counts too often. Add it once per output element: outside the two loops over the kernel.',
      zh: '窗口里每个数都加了一次偏置，加得太多了。每个输出元素只加一次：把它放到遍历核的两层循环外面。',
    },
    instead: (input, kernel, bias) =>
      plus(correlate(input, kernel), () => bias * kernel.length * width(kernel)),
  },
  {
    id: 'bias-twice',
    says: {
      en: 'The bias is added twice: the sum begins with it, and it is added at the end as well. One of the two is enough.',
      zh: '偏置加了两次：和从偏置开始，最后又加了一次。两处留一处就够了。',
    },
    instead: (input, kernel, bias) => plus(correlate(input, kernel), () => 2 * bias),
  },
  {
    id: 'bias-per-kernel-row',
    says: {
      en: 'The bias is added once for each row of the kernel. Add it once per output element: outside both loops over the kernel.',
      zh: '核的每一行都加了一次偏置。每个输出元素只加一次：放到遍历核的两层循环之外。',
    },
    instead: (input, kernel, bias) => plus(correlate(input, kernel), () => bias * kernel.length),
  },
  {
    id: 'bias-on-input',
    says: {
      en: 'The bias is added to the input, so the kernel multiplies it too. It belongs to the finished sum of a window.',
      zh: '偏置加到了输入上，于是它也被核乘了。偏置应加在窗口算好的和上。',
    },
    instead: (input, kernel, bias) =>
      correlate(
        plus(input, () => bias),
        kernel,
      ),
  },
  {
    id: 'bias-on-first-only',
    says: {
      en: 'Only the first output element has the bias. Every element of the output gets it.',
      zh: '只有第一个输出元素加了偏置。输出的每个元素都要加。',
    },
    instead: (input, kernel, bias) =>
      plus(correlate(input, kernel), (row, column) => (row === 0 && column === 0 ? bias : 0)),
  },
  {
    id: 'bias-subtracted',
    says: { en: 'The bias is subtracted. It is added.', zh: '你把偏置减掉了，应该加上。' },
    instead: (input, kernel, bias) => plus(correlate(input, kernel), () => -bias),
  },
  {
    id: 'bias-multiplied',
    says: {
      en: 'The sum is multiplied by the bias. A bias is added; it shifts the result, it does not scale it.',
      zh: '你把和乘上了偏置。偏置是加上去的：它平移结果，而不是缩放结果。',
    },
    instead: (input, kernel, bias) => correlate(input, kernel).map(row => row.map(value => value * bias)),
  },
  {
    id: 'bias-accumulates',
    says: {
      en: 'The bias grows from window to window: your sum, or your bias, is not started afresh. Each window begins at 0 and adds the same bias once.',
      zh: '偏置随着窗口越加越多：和（或偏置）没有重新开始。每个窗口都从 0 开始，只加一次同样的偏置。',
    },
    instead: (input, kernel, bias) => {
      const output = correlate(input, kernel);
      return plus(output, (row, column) => bias * (row * width(output) + column + 1));
    },
  },
  {
    id: 'sum-not-reset',
    says: says['sum-not-reset'],
    instead: (input, kernel, bias) => plus(runningTotal(correlate(input, kernel)), () => bias),
  },
  {
    id: 'sum-not-reset',
    says: says['sum-not-reset'],
    instead: (input, kernel, bias) => runningTotal(convolve(input, kernel, bias)),
  },
  {
    id: 'last-product-only',
    says: says['last-product-only'],
    instead: (input, kernel, bias) =>
      correlate(input, kernel).map((values, row) =>
        values.map((_, column) => windowProducts(input, kernel, row, column).at(-1)!.at(-1)! + bias),
      ),
  },
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: (input, kernel, bias) => convolve(input, flipped(kernel), bias),
  },
];

const check = (title: Text, cases: (random: Random) => readonly Args[]): Check =>
  functionCheck<Args>({
    title,
    name: 'convolve',
    parameters: ['input', 'kernel', 'bias'],
    cases,
    expected: convolve,
    mistakes,
    draw: ({ args: [input, kernel, bias], path: [top = 0, left = 0], language }) => {
      const products = windowProducts(input, kernel, top, left);
      const total = sum(products.flat());
      const sign = bias < 0 ? '-' : '+';
      return [
        ...drawWindow({ input, kernel, top, left, language }),
        '',
        sumLine(products),
        `${formatNumber(total)} ${sign} ${formatNumber(Math.abs(bias))} = ${formatNumber(total + bias)}`,
      ];
    },
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: 'a 4×4 input, a 3×3 kernel and a bias of 3', zh: '4×4 的输入、3×3 的核、偏置为 3' }, random => [
    [random.matrix([4, 4], 0, 9), random.matrix([3, 3], -2, 2), 3],
    [random.matrix([4, 4], 0, 9), random.matrix([3, 3], -2, 2), 3],
  ]),
  check({ en: 'any size, and a bias below 0', zh: '任意大小，偏置也可以小于 0' }, random => [
    [random.matrix([3, 5]), random.matrix([2, 2]), random.integer(-9, -2)],
    [random.matrix([5, 4]), random.matrix([3, 2]), random.integer(2, 9)],
  ]),
];
