import { type Check, formatNumber, functionCheck, type Random, sumLine, type Text } from '@featuremap/grader';
import { type Matrix, sum } from '../correlate.js';
import { drawPooling } from '../drawPooling.js';
import { average, type PoolArgs, pool } from '../pooling.js';
import { type PoolShape, poolingShapes } from '../poolingShapes.js';
import { tfAveragePool } from '../tensorflowPooling.js';
import { averagePoolMistakes } from './averagePoolMistakes.js';

const check = (
  title: Text,
  cases: (random: Random) => readonly PoolArgs[],
  expected: (...args: PoolArgs) => Matrix = (...args) => pool(args, average),
): Check =>
  functionCheck<PoolArgs>({
    title,
    name: 'averagePool',
    parameters: ['input', 'poolSize', 'stride'],
    cases,
    expected,
    mistakes: averagePoolMistakes,
    draw: ({ args, path, language }) =>
      drawPooling(args, path, language, numbers => [
        sumLine([numbers]),
        `${formatNumber(sum(numbers))} / ${numbers.length} = ${formatNumber(average(numbers, args[1]))}`,
      ]),
  });

const inputs =
  (shapes: readonly PoolShape[], min: number, max: number) =>
  (random: Random): PoolArgs[] =>
    shapes.map(([height, across, poolSize, stride]) => [
      random.matrix([height, across], min, max),
      poolSize,
      stride,
    ]);

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    { en: 'windows side by side, such as 2×2 with stride 2', zh: '窗口首尾相接，例如 2×2、步幅 2' },
    inputs(poolingShapes.sideBySide, 0, 9),
  ),
  check(
    {
      en: 'rows and columns that are left over at the end stay out',
      zh: '末尾不够一个窗口的行和列不参与计算',
    },
    inputs(poolingShapes.leftOver, 0, 9),
  ),
  check(
    { en: 'windows may overlap, such as 3×3 with stride 2', zh: '窗口可以重叠，例如 3×3、步幅 2' },
    inputs(poolingShapes.sizeAndStrideDiffer, 0, 9),
  ),
  check(
    { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
    inputs(poolingShapes.larger, -9, 9),
    tfAveragePool,
  ),
];
