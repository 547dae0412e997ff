import { type Check, formatNumber, functionCheck, type Random, type Text } from '@featuremap/grader';
import type { Matrix } from '../correlate.js';
import { drawPooling } from '../drawPooling.js';
import { largest, type PoolArgs, pool } from '../pooling.js';
import { type PoolShape, poolingShapes } from '../poolingShapes.js';
import { tfMaxPool } from '../tensorflowPooling.js';
import { maxPoolMistakes } from './maxPoolMistakes.js';

const check = (
  title: Text,
  cases: (random: Random) => readonly PoolArgs[],
  expected: (...args: PoolArgs) => Matrix = (...args) => pool(args, largest),
): Check =>
  functionCheck<PoolArgs>({
    title,
    name: 'maxPool',
    parameters: ['input', 'poolSize', 'stride'],
    cases,
    expected,
    mistakes: maxPoolMistakes,
    draw: ({ args, path, language }) =>
      drawPooling(args, path, language, numbers => {
        const list = numbers.map(formatNumber).join(', ');
        const most = formatNumber(Math.max(...numbers));
        return [{ en: `the largest of ${list} is ${most}`, zh: `${list} 中最大的是 ${most}` }[language]];
      }),
  });

/**
 * A random input, with its second largest number in the corner and its largest at the end of the second window: a search
 * that starts at the corner, and one that goes on from window to window, then find different numbers.
 */
function image(
  random: Random,
  [height, across, poolSize, stride]: PoolShape,
  min: number,
  max: number,
): Matrix {
  const input = random.matrix([height, across], min, max - 2);
  input[0][0] = max - 1;
  input[0][stride + poolSize - 1] = max;
  return input;
}

const inputs =
  (shapes: readonly PoolShape[], min: number, max: number) =>
  (random: Random): PoolArgs[] =>
    shapes.map(shape => [image(random, shape, min, max), shape[2], shape[3]]);

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    { en: 'windows side by side, such as 2×2 with stride 2', zh: '窗口首尾相接，例如 2×2、步幅 2' },
    inputs(poolingShapes.sideBySide, 0, 9),
  ),
  check({ en: 'numbers below 0 count as well', zh: '小于 0 的数也要算' }, random => [
    ...inputs(poolingShapes.sideBySide, -9, -1)(random),
    // Where all numbers are below 0, the one furthest from 0 is also the smallest.
    ...inputs(poolingShapes.sideBySide, -99, 99)(random),
  ]),
  check(
    {
      en: 'rows and columns that are left over at the end stay out',
      zh: '末尾不够一个窗口的行和列不参与计算',
    },
    inputs(poolingShapes.leftOver, 0, 99),
  ),
  check(
    { en: 'windows may overlap, such as 3×3 with stride 2', zh: '窗口可以重叠，例如 3×3、步幅 2' },
    inputs(poolingShapes.sizeAndStrideDiffer, 0, 99),
  ),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    inputs(poolingShapes.larger, -99, 99),
    tfMaxPool,
  ),
];
