import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { finiteDifferences } from '../../01-convolution/finiteDifferences.js';
import { drawMaxPool, drawMaxPoolGradient } from './drawPool.js';
import { maxPoolGradientMistakes } from './maxPoolGradientMistakes.js';
import { maxPoolMistakes } from './maxPoolMistakes.js';
import { type Plane, type Planes, pooled, scattered } from './pool.js';
import { tfMaxPool, tfMaxPoolGradient } from './tensorflow.js';

type PoolArgs = readonly [input: Planes, size: number, stride: number];
type GradientArgs = readonly [input: Planes, outputGradient: Planes, size: number, stride: number];

const poolCheck = (
  title: Text,
  cases: (random: Random) => readonly PoolArgs[],
  expected: (...args: PoolArgs) => Planes = (input, size, stride) => pooled(input, { size, stride }),
): Check =>
  functionCheck<PoolArgs>({
    title,
    name: 'maxPool',
    parameters: ['input', 'size', 'stride'],
    cases,
    expected,
    mistakes: maxPoolMistakes,
    draw: ({ args: [input, size, stride], path: [channel = 0, row = 0, column = 0], language }) =>
      drawMaxPool(input, { size, stride }, [channel, row, column], language),
  });

const gradientCheck = (
  title: Text,
  cases: (random: Random) => readonly GradientArgs[],
  expected: (...args: GradientArgs) => Planes = (input, outputGradient, size, stride) =>
    scattered(input, outputGradient, { size, stride }),
): Check =>
  functionCheck<GradientArgs>({
    title,
    name: 'maxPoolGradient',
    parameters: ['input', 'outputGradient', 'size', 'stride'],
    cases,
    expected,
    mistakes: maxPoolGradientMistakes,
    draw: ({ args: [input, outputGradient, size, stride], path: [channel = 0, y = 0, x = 0], language }) =>
      drawMaxPoolGradient(input, outputGradient, { size, stride }, [channel, y, x], language),
  });

/** Numbers that are all different, so that no window has two that are largest, and a little step changes no order. */
function distinct(
  random: Random,
  [channels, height, width]: readonly [number, number, number],
): number[][][] {
  const count = channels * height * width;
  const numbers = Array.from({ length: count }, (_, index) => index - Math.floor(count / 2));
  for (let last = count - 1; last > 0; last--) {
    const other = random.integer(0, last);
    [numbers[last], numbers[other]] = [numbers[other], numbers[last]];
  }
  const row = () => numbers.splice(0, width);
  return Array.from({ length: channels }, () => Array.from({ length: height }, row));
}

/** A plane that is largest at its centre, which lies in several windows. */
function peaked(random: Random, [height, width]: readonly [number, number]): number[][] {
  const plane = random.matrix([height, width], 0, 9);
  plane[Math.floor(height / 2)][Math.floor(width / 2)] = random.integer(20, 99);
  return plane;
}

/** What a ReLU leaves: many zeros, and few different numbers. */
const rectified = (random: Random, shape: readonly [number, number, number]) =>
  random.matrix(shape, -4, 2).map(plane => plane.map(row => row.map(value => Math.max(0, value))));

/** Every window's number times its gradient: a loss whose gradient with respect to the output is that gradient. */
const lossOf = (plane: Plane, outputGradient: Plane, size: number, stride: number) => {
  const [output] = pooled([plane], { size, stride });
  return output.flat().reduce((sum, value, index) => sum + value * outputGradient.flat()[index], 0);
};

const measured = (...[input, outputGradient, size, stride]: GradientArgs) =>
  input.map((plane, channel) =>
    finiteDifferences(moved => lossOf(moved, outputGradient[channel], size, stride), plane),
  );

/**
 * What the exercise asks for. Where windows that lie elsewhere hang over the lower edge, reading throws, whatever was
 * wrong. So each check has a case in which they hang over the right edge alone, which gives values.
 */
export const checks: readonly Check[] = [
  poolCheck(
    {
      en: 'maxPool: windows of 3×3, 2 apart, make 2×2 of 5×5',
      zh: 'maxPool：窗口 3×3、相距 2，把 5×5 变成 2×2',
    },
    random => [
      [random.matrix([1, 5, 5], 0, 9), 3, 2],
      [random.matrix([2, 7, 5], -99, -1), 3, 2],
      [random.matrix([3, 5, 9]), 3, 2],
    ],
  ),
  poolCheck(
    { en: 'maxPool: any window, and what is left over stays out', zh: 'maxPool：任意窗口，末尾剩下的不参与' },
    random => [
      [random.matrix([1, 5, 6], -9, 9), 3, 2],
      [random.matrix([2, 8, 6]), 3, 2],
      [random.matrix([2, 4, 5]), 3, 1],
      [random.matrix([1, 7, 8]), 2, 3],
      [random.matrix([2, 4, 6]), 2, 2],
    ],
  ),
  poolCheck(
    { en: 'maxPool: TensorFlow.js computes the same', zh: 'maxPool：与 TensorFlow.js 的结果一致' },
    random => [
      [random.matrix([2, 12, 12], -99, 99), 3, 2],
      [random.matrix([1, 5, 8], -99, 99), 3, 2],
      [random.matrix([3, 6, 5], -99, -1), 4, 1],
    ],
    (input, size, stride) => tfMaxPool(input, { size, stride }),
  ),
  gradientCheck(
    {
      en: 'maxPoolGradient adds up over the windows that chose a number',
      zh: 'maxPoolGradient 对选中同一个数的各个窗口求和',
    },
    random => [
      [[peaked(random, [5, 5])], random.matrix([1, 2, 2], 1, 9), 3, 2],
      [[peaked(random, [3, 9]), peaked(random, [3, 9])], random.matrix([2, 1, 4], 1, 9), 3, 2],
      [distinct(random, [2, 5, 7]), random.matrix([2, 2, 3], 1, 9), 3, 2],
    ],
  ),
  gradientCheck(
    {
      en: 'maxPoolGradient gives it to the first of equal numbers',
      zh: '有相等的最大值时，maxPoolGradient 给第一个',
    },
    random => [
      [random.matrix([1, 3, 9], 7, 7), random.matrix([1, 1, 4], 1, 9), 3, 2],
      [rectified(random, [2, 5, 5]), random.matrix([2, 2, 2], 1, 9), 3, 2],
      [rectified(random, [1, 7, 8]), random.matrix([1, 3, 3], 1, 9), 3, 2],
    ],
  ),
  gradientCheck(
    { en: 'maxPoolGradient agrees with finite differences', zh: 'maxPoolGradient 与有限差分一致' },
    random => [
      [distinct(random, [1, 3, 9]), random.matrix([1, 1, 4]), 3, 2],
      [distinct(random, [2, 5, 6]), random.matrix([2, 2, 2]), 3, 2],
      [distinct(random, [1, 5, 4]), random.matrix([1, 3, 2]), 3, 1],
    ],
    measured,
  ),
  gradientCheck(
    { en: 'maxPoolGradient agrees with TensorFlow.js', zh: 'maxPoolGradient 与 TensorFlow.js 一致' },
    random => [
      [random.matrix([1, 4, 9]), random.matrix([1, 1, 4], 1, 9), 3, 2],
      [random.matrix([3, 12, 11], -99, -1), random.matrix([3, 5, 5]), 3, 2],
      [rectified(random, [1, 6, 7]), random.matrix([1, 3, 4]), 4, 1],
    ],
    (input, outputGradient, size, stride) => tfMaxPoolGradient(input, outputGradient, { size, stride }),
  ),
];
