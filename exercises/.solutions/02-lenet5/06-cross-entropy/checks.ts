import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { partOf } from '../partOf.js';
import { crossEntropy, type LossAndGradient } from './crossEntropy.js';
import { drawRow } from './drawRow.js';
import { gradientMistakes } from './gradientMistakes.js';
import { type Args, lossMistakes } from './lossMistakes.js';
import { overflowMistakes } from './overflowMistakes.js';
import { tfCrossEntropy } from './tensorflow.js';

type Key = keyof LossAndGradient;

const right = (...args: Args) => crossEntropy(...args);

const mistakes = [...lossMistakes, ...gradientMistakes, ...overflowMistakes];

/** Looks at some keys of the result only, so that a learner can do one after the other. */
const check = (
  title: Text,
  keys: readonly Key[],
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => LossAndGradient = right,
): Check =>
  functionCheck<Args>({
    title,
    name: 'crossEntropy',
    parameters: ['logits', 'labels'],
    cases,
    expected: (...args) => partOf(expected(...args), keys) as Record<Key, number | number[][]>,
    read: returned => partOf(returned, keys),
    mistakes: mistakes.map(mistake => ({
      ...mistake,
      instead: (...args: Args) => partOf(mistake.instead(...args), keys),
    })),
    draw: drawRow,
  });

/** Logits no two of which are alike, in any order, so that it matters which class is meant. */
function row(random: Random, classes: number): number[] {
  const logits: number[] = [];
  let logit = random.integer(-3, -1);
  for (let c = 0; c < classes; c++) {
    logits.splice(random.integer(0, c), 0, logit);
    logit += random.integer(1, 8) / 4;
  }
  return logits;
}

const rows = (random: Random, batch: number, classes: number) =>
  Array.from({ length: batch }, () => row(random, classes));

/** A batch with the label 0 first, which has no class before it, and another one last. */
const batch = (random: Random, size: number, classes: number): Args => [
  rows(random, size, classes),
  [0, ...random.matrix([size - 2], 0, classes - 1), random.integer(1, classes - 1)],
];

/** An image that is not recognised: its label’s logit is the smallest. */
function wrongAnswer(random: Random, classes: number): Args {
  const logits = row(random, classes);
  return [[logits], [logits.indexOf(Math.min(...logits))]];
}

const step = 1e-4;

/** The loss measured a little to both sides of each logit. */
function finiteDifferences(...[logits, labels]: Args): LossAndGradient {
  const lossAt = (n: number, c: number, by: number) => {
    const moved = logits.map(values => [...values]);
    moved[n][c] += by;
    return crossEntropy(moved, labels).loss;
  };
  const slope = (n: number, c: number) => (lossAt(n, c, step) - lossAt(n, c, -step)) / (2 * step);
  return {
    loss: crossEntropy(logits, labels).loss,
    gradient: logits.map((values, n) => values.map((_, c) => slope(n, c))),
  };
}

/** Logits of a network that is very sure, rightly and wrongly, far above 0 and far below. */
function huge(random: Random): readonly Args[] {
  const high = 1000 + random.integer(0, 9);
  const sure = [high, high - 1, 0];
  const low = [-high, -high - 2, -high - 1];
  return [
    [[sure], [0]],
    [[low], [1]],
    [[[1, high, 2]], [2]],
    [
      [low, sure, [0, 1, 2]],
      [2, 1, 1],
    ],
  ];
}

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: 'the loss of one image', zh: '一张图像的损失' }, ['loss'], random => [
    wrongAnswer(random, 3),
    [[row(random, 5)], [random.integer(1, 4)]],
    [[row(random, 4)], [0]],
  ]),
  check({ en: 'the loss is the mean over the batch', zh: '损失是整批的平均' }, ['loss'], random => [
    batch(random, 4, 3),
    [
      [Array.from({ length: 10 }, () => 0), row(random, 10)],
      [3, random.integer(4, 9)],
    ],
    batch(random, 6, 5),
  ]),
  check({ en: 'the gradient', zh: '梯度' }, ['gradient'], random => [
    wrongAnswer(random, 3),
    batch(random, 4, 3),
  ]),
  check(
    { en: 'the gradient agrees with finite differences', zh: '梯度与有限差分一致' },
    ['gradient'],
    random => [batch(random, 3, 4)],
    finiteDifferences,
  ),
  check(
    { en: 'TensorFlow.js finds the same loss and gradient', zh: '损失和梯度与 TensorFlow.js 一致' },
    ['loss', 'gradient'],
    random => [batch(random, 8, 10)],
    tfCrossEntropy,
  ),
  check({ en: 'logits of 1000 and more', zh: '1000 以上的 logits' }, ['loss', 'gradient'], huge),
];
