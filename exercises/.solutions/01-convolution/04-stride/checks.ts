import { type Check, drawWindow, functionCheck, type Random, sumLine, type Text } from '@featuremap/grader';
import { correlate, type Matrix, windowProducts } from '../correlate.js';
import { tfCorrelate } from '../tensorflow.js';
import { correlateMistakes } from './correlateMistakes.js';

type Args = readonly [input: Matrix, kernel: Matrix, stride: number];

const right = (...[input, kernel, stride]: Args) => correlate(input, kernel, [stride, stride]);

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
    mistakes: correlateMistakes,
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
    random => [
      [random.matrix([7, 7], 0, 9), random.matrix([3, 3], -2, 2), 2],
      // A row too few and a stride taken twice both leave 2 of 3 rows, but 3 and 2 of 4.
      [random.matrix([9, 9], 0, 9), random.matrix([3, 3], -2, 2), 2],
    ],
  ),
  check(
    {
      en: 'rows and columns that are left over at the end stay out',
      zh: '末尾不够一个窗口的行和列不参与计算',
    },
    random => [
      // Beyond the last column there is undefined to be read; beyond the last row reading throws, whatever was wrong.
      [random.matrix([7, 8], 0, 9), random.matrix([3, 3], -2, 2), 2],
      [random.matrix([6, 8], 0, 9), random.matrix([3, 2], -2, 2), 2],
      [random.matrix([8, 9], 0, 9), random.matrix([2, 3], -2, 2), 3],
    ],
  ),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    random => [
      [random.matrix([11, 9]), random.matrix([3, 4]), 2],
      [random.matrix([10, 8]), random.matrix([3, 4]), 2],
    ],
    tfCorrelate,
  ),
];
