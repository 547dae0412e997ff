import {
  type Check,
  drawMatrix,
  functionCheck,
  type Mistake,
  type Random,
  type Text,
} from '@featuremap/grader';

type Matrix = readonly (readonly number[])[];
type Args = readonly [input: Matrix];

/** TODO: the right result, as plainly as it can be written. */
const right = (...[input]: Args) => input.map(row => row.map(value => 2 * value));

// TODO: at least five mistakes that learners make, each planted in mistakes/<id>.patch, a diff of solution.ts. Where two
// return the same on all inputs of a check, the first one is named: give that check inputs on which they differ.
const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'squared',
    says: {
      en: 'You square each number. TODO: what the learner did, why it is wrong, and what to do.',
      zh: '你把每个数平方了。TODO：学生做了什么，为什么不对，该怎么做。',
    },
    instead: input => input.map(row => row.map(value => value * value)),
  },
];

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => Matrix = right,
): Check =>
  functionCheck<Args>({
    title,
    name: 'exerciseFunction',
    parameters: ['input'],
    cases,
    expected,
    mistakes,
    // TODO: how the number at `path` comes about.
    draw: ({ args: [input], path: [row, column], language }) =>
      drawMatrix({ en: 'input', zh: '输入' }[language], input, (r, c) => r === row && c === column),
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: 'TODO: a sentence about what is right', zh: 'TODO：一句话说明怎样算对' }, random => [
    [random.matrix([2, 3], 3, 9)],
  ]),
  // TODO: pass an independent reference, such as TensorFlow.js, as `expected` of one check.
];
