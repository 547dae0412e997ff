import { type Check, drawWindow, functionCheck, type Random, sumLine, type Text } from '@featuremap/grader';
import { correlate, type Matrix, windowProducts } from '../correlate.js';
import { tfCorrelate } from '../tensorflow.js';
import { correlateMistakes } from './correlateMistakes.js';

type Args = readonly [input: Matrix, kernel: Matrix];

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
    mistakes: correlateMistakes,
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
      [random.matrix([12, 7]), random.matrix([3, 3])],
      [random.matrix([7, 9]), random.matrix([3, 4])],
    ],
    tfCorrelate,
  ),
];
