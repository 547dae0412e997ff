import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { cuttingMistakes } from './cuttingMistakes.js';
import { drawBatches } from './drawBatches.js';
import { orderOfEachEpoch, randomNotUsed } from './epochs.js';
import { shuffleMistakes } from './shuffleMistakes.js';
import { type Args, batches, randomFrom } from './shuffling.js';

const check = (title: Text, cases: (random: Random) => readonly Args[]): Check =>
  functionCheck<Args>({
    title,
    name: 'batches',
    parameters: ['count', 'batchSize', 'options'],
    cases,
    pass: (count, batchSize, { shuffle, draws }) => [
      count,
      batchSize,
      { shuffle, random: randomFrom(draws) },
    ],
    expected: batches,
    mistakes: [...cuttingMistakes, ...shuffleMistakes],
    draw: drawBatches,
  });

/** Random numbers with two decimals, which are easy to multiply. */
const draws = (random: Random, count: number) => random.matrix([count], 0, 99).map(percent => percent / 100);

const inFileOrder = (random: Random, count: number, batchSize: number): Args => [
  count,
  batchSize,
  { shuffle: false, draws: draws(random, count) },
];

/** The last number makes the places 0 and 1 swap, so that it shows where they never do. */
const shuffled = (random: Random, count: number, batchSize: number): Args => [
  count,
  batchSize,
  { shuffle: true, draws: [...draws(random, count - 2), random.integer(0, 49) / 100] },
];

const withGivenNumbers = check(
  { en: 'shuffled by the random numbers given', zh: '按给定的随机数打乱' },
  random => [
    shuffled(random, 6, 4),
    shuffled(random, 10, 3),
    shuffled(random, random.integer(31, 39), 10),
    shuffled(random, 24, 8),
  ],
);

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: 'in the order of the data set, without shuffling', zh: '不打乱，按数据集的顺序' }, random => [
    inFileOrder(random, 10, 4),
    inFileOrder(random, 12, 3),
    inFileOrder(random, 3, 8),
    inFileOrder(random, random.integer(31, 39), 10),
  ]),
  {
    title: withGivenNumbers.title,
    run: async (learner, run) => (await randomNotUsed(learner)) ?? withGivenNumbers.run(learner, run),
  },
  orderOfEachEpoch,
];
