import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { partOf } from '../partOf.js';
import { argMaxMistakes } from './argMaxMistakes.js';
import { drawArgMax, drawEvaluation } from './drawEvaluation.js';
import { evaluateMistakes } from './evaluateMistakes.js';
import { argMax, type EvaluateArgs, type Evaluation, evaluate } from './evaluation.js';
import { imagesWith } from './images.js';
import { tfArgMax, tfEvaluate } from './tensorflow.js';

type Values = readonly [values: readonly number[]];
type Key = keyof Evaluation;

const argMaxCheck = (
  title: Text,
  cases: (random: Random) => readonly Values[],
  expected: (values: readonly number[]) => number = argMax,
): Check =>
  functionCheck<Values>({
    title,
    name: 'argMax',
    parameters: ['values'],
    cases,
    expected,
    mistakes: argMaxMistakes,
    draw: ({ args: [values], language }) => drawArgMax(values, language),
  });

/** Looks at some keys of the result only, so that a learner can do one after the other. */
const evaluateCheck = (
  title: Text,
  keys: readonly Key[],
  cases: (random: Random) => readonly EvaluateArgs[],
  expected: (...args: EvaluateArgs) => Evaluation = (...args) => evaluate(...args),
): Check =>
  functionCheck<EvaluateArgs>({
    title,
    name: 'evaluate',
    parameters: ['logits', 'labels'],
    cases,
    expected: (...args) => partOf(expected(...args), keys) as Record<Key, number | number[][]>,
    read: returned => partOf(returned, keys),
    mistakes: evaluateMistakes.map(mistake => ({
      ...mistake,
      instead: (...args: EvaluateArgs) => partOf(mistake.instead(...args), keys),
    })),
    draw: drawEvaluation,
  });

/** More of one mistake than of its opposite, and classes of several sizes. */
const threeClasses = (random: Random) =>
  imagesWith(random, [
    [3 + random.integer(0, 3), 1, 0],
    [0, 2, 2],
    [1, 1, 1],
  ]);

/** No image of the last class, which is an answer all the same. */
const lastClassWithoutImages = (random: Random) =>
  imagesWith(random, [
    [2 + random.integer(0, 3), 1, 0, 0],
    [0, 3, 0, 1],
    [1, 0, 1, 2],
    [0, 0, 0, 0],
  ]);

/** Ten classes with a mistake here and there; not 100 images, of which a number would be a percentage. */
function tenClasses(random: Random): EvaluateArgs {
  const confusion = Array.from({ length: 10 }, (_, label) =>
    Array.from({ length: 10 }, (_, answer) =>
      label === answer ? random.integer(3, 6) : Math.max(0, random.integer(-6, 2)),
    ),
  );
  const images = confusion.flat().reduce((sum, count) => sum + count, 0);
  if (images === 100) confusion[0][0] += 1;
  return imagesWith(random, confusion);
}

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  argMaxCheck({ en: 'argMax finds the place of the largest', zh: 'argMax 找出最大值的位置' }, random => [
    [[1, 3 + random.integer(1, 5), -9, 2]],
    [[-8, -7 + random.integer(0, 2), -20, -2, -3]],
    [[-1 - random.integer(0, 3), -9, -12, -5]],
    [[0, 2, 1, 3, random.integer(4, 9)]],
  ]),
  argMaxCheck({ en: 'argMax takes the first of several', zh: '有几个最大值时，argMax 取第一个' }, random => {
    const largest = random.integer(3, 9);
    return [[[1, largest, 0, largest, 2]], [[-largest, -largest, -largest - 1]], [[0, 0, 0, 0, 0]]];
  }),
  argMaxCheck(
    { en: 'argMax as TensorFlow.js', zh: 'argMax 与 TensorFlow.js 一致' },
    random => Array.from({ length: 12 }, () => [random.matrix([10])]),
    tfArgMax,
  ),
  evaluateCheck({ en: 'the accuracy', zh: '正确率' }, ['accuracy'], random => [
    threeClasses(random),
    threeClasses(random),
    threeClasses(random),
    tenClasses(random),
    tenClasses(random),
  ]),
  evaluateCheck({ en: 'the confusion matrix', zh: '混淆矩阵' }, ['confusion'], random => [
    threeClasses(random),
    lastClassWithoutImages(random),
  ]),
  evaluateCheck(
    { en: 'ten classes, as TensorFlow.js', zh: '十个类别，与 TensorFlow.js 一致' },
    ['accuracy', 'confusion'],
    random => [tenClasses(random)],
    tfEvaluate,
  ),
];
