import { MNIST } from '@featuremap/datasets';
import { type Check, formatNumber, functionCheck, type Random, type Text } from '@featuremap/grader';
import { drawStatistics } from './drawStatistics.js';
import { meanAndStdMistakes } from './meanAndStdMistakes.js';
import { normalizeMistakes } from './normalizeMistakes.js';
import { floats, meanAndStd } from './statistics.js';
import { tfMeanAndStd, tfNormalize } from './tensorflow.js';
import { toTensorMistakes } from './toTensorMistakes.js';

type Pixels = readonly [pixels: Uint8Array];
type Values = readonly [values: Float32Array];
type Normalize = readonly [values: Float32Array, mean: number, std: number];

const toTensor = (pixels: Uint8Array) => floats(pixels, pixel => pixel / 255);

const toTensorCheck = (title: Text, cases: (random: Random) => readonly Pixels[]): Check =>
  functionCheck<Pixels>({
    title,
    name: 'toTensor',
    parameters: ['pixels'],
    cases,
    expected: toTensor,
    mistakes: toTensorMistakes,
    draw: ({ args: [pixels], path: [index] }) => [
      `pixels[${index}] / 255 = ${pixels[index]} / 255 = ${formatNumber(pixels[index] / 255)}`,
    ],
  });

const statisticsCheck = (
  title: Text,
  cases: (random: Random) => readonly Values[],
  expected: (...args: Values) => { mean: number; std: number } = values => meanAndStd(values),
): Check =>
  functionCheck<Values>({
    title,
    name: 'meanAndStd',
    parameters: ['values'],
    cases,
    expected,
    mistakes: meanAndStdMistakes,
    draw: ({ args: [values], language }) => drawStatistics(values, language),
  });

const normalizeCheck = (
  title: Text,
  cases: (random: Random) => readonly Normalize[],
  expected: (...args: Normalize) => Float32Array = (values, mean, std) =>
    floats(values, value => (value - mean) / std),
): Check =>
  functionCheck<Normalize>({
    title,
    name: 'normalize',
    parameters: ['values', 'mean', 'std'],
    cases,
    expected,
    mistakes: normalizeMistakes,
    draw: ({ args: [values, mean, std], path: [index] }) => {
      const [value, minus, by] = [values[index], mean, std].map(formatNumber);
      const result = formatNumber((values[index] - mean) / std);
      return [`(values[${index}] - mean) / std = (${value} - ${minus}) / ${by} = ${result}`];
    },
  });

/** Numbers that are easy to follow: tenths. */
const tenths = (random: Random, count: number, least = 0) =>
  Float32Array.from(random.matrix([count], least, 10), tenth => tenth / 10);

/** Pixels that are easy to follow, 0, 0.2, … 1, with 0 and 255 among them. */
const fifths = (random: Random) =>
  Uint8Array.from([...random.matrix([4], 1, 4), 5, 0].map(fifth => 51 * fifth));

const ofMnist: Text = { en: 'meanAndStd of 100 images of MNIST', zh: 'meanAndStd 作用于 100 张 MNIST 图像' };

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  toTensorCheck({ en: 'toTensor brings bytes to 0 to 1', zh: 'toTensor 把字节变到 0 到 1' }, random => [
    [fifths(random)],
    // Neither black nor white among them, so that it matters what they are divided by.
    [Uint8Array.from(random.matrix([9], 20, 200))],
  ]),
  statisticsCheck({ en: 'meanAndStd of a few numbers', zh: 'meanAndStd 作用于几个数' }, random => [
    [Float32Array.of(0, ...tenths(random, 3, 1), 0.9)],
    [Float32Array.of(0, ...tenths(random, 6, -10), 0.75)],
  ]),
  {
    title: ofMnist,
    run: async (learner, run) => {
      const set = (await MNIST.load({ train: false })).take(100);
      const { images } = set.batch(Array.from({ length: set.length }, (_, index) => index));
      const values = images.map(pixel => pixel / 255);
      return statisticsCheck(ofMnist, () => [[values]], tfMeanAndStd).run(learner, run);
    },
  },
  normalizeCheck(
    { en: 'normalize subtracts the mean and divides by std', zh: 'normalize 减去平均值，再除以标准差' },
    random => [
      [tenths(random, 5), 0.3, 0.25],
      [tenths(random, 7, -10), -0.25, 0.5],
    ],
  ),
  normalizeCheck(
    {
      en: 'normalize with MNIST’s 0.1307 and 0.3081, as TensorFlow.js',
      zh: '用 MNIST 的 0.1307 和 0.3081 做 normalize，与 TensorFlow.js 一致',
    },
    random => [
      [Float32Array.of(0, 1), 0.1307, 0.3081],
      [tenths(random, 12), 0.1307, 0.3081],
      [tenths(random, 5), 0.286, 0.353],
    ],
    tfNormalize,
  ),
];
