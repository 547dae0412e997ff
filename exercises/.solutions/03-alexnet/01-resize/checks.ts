import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { drawResize } from './drawResize.js';
import { type Image, interpolate } from './interpolate.js';
import { resizeMistakes } from './resizeMistakes.js';
import { tfResize } from './tensorflow.js';

type Args = readonly [image: Image, height: number, width: number];

const right = (...[image, height, width]: Args) => interpolate(image, [height, width]);

const check = (
  title: Text,
  cases: (random: Random) => readonly Args[],
  expected: (...args: Args) => Image = right,
): Check =>
  functionCheck<Args>({
    title,
    name: 'resize',
    parameters: ['image', 'height', 'width'],
    cases,
    expected,
    mistakes: resizeMistakes,
    draw: ({ args: [image, height, width], path: [row = 0, column = 0], language }) =>
      drawResize(image, [height, width], [row, column], language),
  });

/**
 * Half as many rows: their centres lie between two old ones, away from the edges, so that what goes wrong at the edges
 * of the columns gives a value there and does not throw.
 */
const halfAsManyRows = (random: Random): Args => [random.matrix([4, 3], 0, 99), 2, 7];

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: '2×2 pixels become 4×4', zh: '2×2 个像素变成 4×4 个' }, random => [
    [random.matrix([2, 2], 0, 99), 4, 4],
    [random.matrix([3, 2], 0, 99), 6, 8],
    halfAsManyRows(random),
  ]),
  check({ en: 'any size, larger and smaller', zh: '任意大小，放大和缩小' }, random => [
    [random.matrix([3, 4], 0, 99), 7, 5],
    [random.matrix([5, 3], 0, 99), 3, 8],
    halfAsManyRows(random),
    [random.matrix([3, 1], 0, 99), 4, 3],
  ]),
  check(
    { en: '28×28 becomes 224×224 as in TensorFlow.js', zh: '28×28 变成 224×224，与 TensorFlow.js 一致' },
    random => [
      halfAsManyRows(random),
      [random.matrix([9, 20], 0, 255), 13, 11],
      [random.matrix([28, 28], 0, 255), 224, 224],
    ],
    tfResize,
  ),
];
