import { type Check, failureOf, functionCheck, type Random, type Text } from '@featuremap/grader';
import { drawDropout } from './drawDropout.js';
import { type Args, type Batch, drop, scaled, source, unchanged } from './drop.js';
import { dropoutMistakes } from './dropoutMistakes.js';
import { tfArgs, tfDropout } from './tensorflow.js';

const right = (...args: Args): Batch => drop(args, scaled, unchanged);

const ownRandom = {
  id: 'random-not-called',
  says: {
    en: 'You never called the function random that you are given. With Math.random, or a mask of your own, nobody could repeat a training, nor check it: call random() once for each number.',
    zh: '你没有调用传进来的函数 random。用 Math.random 或自己造的掩码，训练就无法重复，也无法检查：请对每个数调用一次 random()。',
  },
};

/** Without a mistake that explains the numbers, whether `random` was called tells whether they are the learner's own. */
const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => Batch = right,
): Check => {
  let called = false;
  const watched = (numbers: Batch) => {
    const next = source(numbers);
    return () => {
      called = true;
      return next();
    };
  };
  const inner = functionCheck<Args>({
    title,
    name: 'dropout',
    parameters: ['input', 'rate', 'training', 'random'],
    cases,
    expected,
    pass: (input, rate, training, random) => [input, rate, training, watched(random)],
    mistakes: dropoutMistakes,
    draw: ({ args, path: [row = 0, column = 0], language }) => drawDropout(args, [row, column], language),
  });
  return {
    title,
    run: async (learner, run) => {
      called = false;
      const failure = await inner.run(learner, run);
      if (!failure || 'notRun' in failure || failure.mistake !== 'wrong-value' || called) return failure;
      return failureOf(ownRandom);
    },
  };
};

/** Whole hundredths and a half: none is a rate, so that nobody has to care whether below means at most. */
const draws = (random: Random, shape: readonly [number, number]) =>
  random.matrix(shape, 0, 99).map(row => row.map(hundredths => hundredths / 100 + 0.005));

/**
 * The first number of each row is low and the last one high, so that every row drops something and keeps something; the
 * second of all is high too, so that one draw for everything differs from one for each row.
 */
const mixed = (random: Random, shape: readonly [number, number]) =>
  draws(random, shape).map((row, index) =>
    row.map((draw, column) => {
      if (column === 0) return random.integer(0, 9) / 100 + 0.005;
      return column === row.length - 1 || (index === 0 && column === 1) ? 0.955 : draw;
    }),
  );

const args = (random: Random, shape: readonly [number, number], rate: number, training: boolean): Args => [
  random.matrix(shape, 1, 9),
  rate,
  training,
  mixed(random, shape),
];

/** What the exercise asks for. Each check has both ways of use: what is right in one may be made up for in the other. */
export const checks: readonly Check[] = [
  check(
    { en: 'while training it drops, and scales what stays', zh: '训练时丢弃一部分，并放大留下的' },
    random => [
      args(random, [2, 4], 0.2, true),
      args(random, [3, 5], 0.75, true),
      args(random, [2, 4], 0.2, false),
    ],
  ),
  check({ en: 'at inference it changes nothing', zh: '推理时什么都不变' }, random => [
    args(random, [3, 4], 0.4, false),
    args(random, [4, 6], 0.4, true),
  ]),
  check({ en: 'any rate, and 0 drops nothing', zh: '任意的丢弃率；为 0 时什么都不丢' }, random => [
    args(random, [3, 4], 0, true),
    args(random, [4, 3], 0.1, true),
    args(random, [5, 6], 0.6, true),
    args(random, [2, 3], 0.9, true),
    args(random, [2, 3], 0.6, false),
  ]),
  check(
    {
      en: 'with the same random numbers TensorFlow.js drops the same',
      zh: '用同样的随机数，TensorFlow.js 丢弃的也一样',
    },
    random => [tfArgs(random.matrix([5, 6]), 0.3, true), tfArgs(random.matrix([5, 6]), 0.6, false)],
    (...args) => tfDropout(args),
  ),
];
