import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { drawPoints } from './drawPoints.js';
import { lossPlotChecks } from './lossPlotChecks.js';
import { lossPoints, type PointsArgs } from './lossPoints.js';
import { lossPointsMistakes } from './lossPointsMistakes.js';

const check = (title: Text, cases: (random: Random) => readonly PointsArgs[]): Check =>
  functionCheck<PointsArgs>({
    title,
    name: 'lossPoints',
    parameters: ['losses', 'width', 'height'],
    cases,
    expected: (...args) => lossPoints(...args),
    mistakes: lossPointsMistakes,
    draw: drawPoints,
  });

/** Losses in tenths, none of them 0. */
const tenths = (random: Random, count: number, least: number, most: number) =>
  random.matrix([count], least, most).map(tenth => tenth / 10);

/** The first is the largest: the easy case. */
const falling = (random: Random): number[] => [2.4, ...tenths(random, 4, 3, 20)];

/** A later one is the largest. */
const rising = (random: Random): number[] => [
  random.integer(11, 19) / 10,
  ...tenths(random, 2, 5, 25),
  random.integer(31, 49) / 10,
  ...tenths(random, 4, 5, 25),
];

/** A loss that is not finite, between others that are. */
const broken = (random: Random, between: number): number[] => [
  ...tenths(random, 3, 11, 25),
  between,
  ...tenths(random, 2, 11, 25),
];

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check(
    { en: 'lossPoints from the left to the right, 0 at the bottom', zh: 'lossPoints 从左到右，0 在底部' },
    random => [
      [falling(random), 400, 240],
      [rising(random), 300, 100],
    ],
  ),
  check(
    {
      en: 'lossPoints of one loss, of equal ones and of zeros',
      zh: 'lossPoints 遇到单个、全等、全 0 的损失',
    },
    random => [
      [[random.integer(11, 29) / 10], 400, 240],
      [[1.5, 1.5, 1.5], 400, 240],
      [[0, 0, 0, 0], 400, 240],
    ],
  ),
  check({ en: 'lossPoints leaves out what is not finite', zh: 'lossPoints 跳过不是有限数的损失' }, random => [
    [broken(random, Number.NaN), 400, 240],
    [broken(random, Number.POSITIVE_INFINITY), 400, 240],
  ]),
  ...lossPlotChecks,
];
