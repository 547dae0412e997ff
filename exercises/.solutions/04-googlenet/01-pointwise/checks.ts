import {
  beside,
  type Check,
  drawMatrix,
  formatNumber,
  functionCheck,
  type Language,
  type Random,
  sumLine,
  type Text,
} from '@featuremap/grader';
import { type Args, pointwise, productsOf, sum } from './pointwise.js';
import { pointwiseMistakes } from './pointwiseMistakes.js';
import { tfPointwise } from './tensorflow.js';

const words = {
  en: { pixel: 'pixel', weights: 'weights', products: 'products' },
  zh: { pixel: '像素', weights: '权重', products: '乘积' },
};

/** A pixel, standing up, beside the weights with one column marked, and their products; then the sum and the bias. */
function drawPixel(
  [input, weights, bias]: Args,
  [row, column, outChannel]: readonly number[],
  language: Language,
): string[] {
  const { pixel, weights: weightsWord, products: productsWord } = words[language];
  const products = productsOf(input[row][column], weights, outChannel);
  const total = sum(products);
  const added = bias[outChannel];
  return [
    ...beside(
      drawMatrix(`${pixel} [${row}][${column}]`, input[row][column]),
      drawMatrix(weightsWord, weights, (_, o) => o === outChannel),
      drawMatrix(productsWord, products),
    ),
    '',
    sumLine([products]),
    `${formatNumber(total)} ${added < 0 ? '-' : '+'} ${formatNumber(Math.abs(added))} = ${formatNumber(total + added)}`,
  ];
}

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => number[][][] = pointwise,
): Check =>
  functionCheck<Args>({
    title,
    name: 'pointwise',
    parameters: ['input', 'weights', 'bias'],
    cases,
    expected,
    mistakes: pointwiseMistakes,
    draw: ({ args, path: [row = 0, column = 0, outChannel = 0], language }) =>
      drawPixel(args, [row, column, outChannel], language),
  });

/** No two numbers of it are the same. With those below 0 whole channels of the output are below 0. */
const bias = (random: Random, count: number) =>
  Array.from({ length: count }, (_, o) => (o % 2 ? -10 : 10) * (o + 1) + random.integer(1, 9));

/** An input and weights of these sizes. Zeros are left out of the weights: behind them a mistake could hide. */
const layer = (random: Random, [height, width, channels, outChannels]: readonly number[]): Args => [
  random.matrix([height, width, channels], 1, 9),
  random.matrix([channels, outChannels], 1, 6).map(row => row.map((weight, o) => (o % 2 ? -weight : weight))),
  bias(random, outChannels),
];

/** What the exercise asks for. On a cube every wrong order of the indices gives numbers, elsewhere it may throw. */
export const checks: readonly Check[] = [
  check({ en: 'a 2×2 image, 3 channels into 2', zh: '2×2 的图像，3 个通道变成 2 个' }, random => [
    layer(random, [2, 2, 3, 2]),
    layer(random, [3, 3, 3, 3]),
    layer(random, [2, 3, 4, 2]),
  ]),
  check({ en: 'more channels than before, any size', zh: '通道变多，任意大小' }, random => [
    layer(random, [2, 3, 2, 4]),
    layer(random, [3, 3, 3, 3]),
    layer(random, [1, 5, 1, 3]),
  ]),
  check(
    {
      en: 'TensorFlow.js computes the same with a 1×1 filter',
      zh: '与 TensorFlow.js 用 1×1 的核算出的结果一致',
    },
    random => [layer(random, [4, 3, 6, 3]), layer(random, [3, 3, 3, 3])],
    tfPointwise,
  ),
];
