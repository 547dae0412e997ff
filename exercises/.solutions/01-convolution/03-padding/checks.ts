import {
  type Check,
  drawMatrix,
  functionCheck,
  type Mistake,
  type Random,
  type Text,
} from '@featuremap/grader';
import { grid, type Matrix, width } from '../correlate.js';

type Args = readonly [input: Matrix, padding: number];

/** How wide the border is on each side. */
type Border = readonly [top: number, bottom: number, left: number, right: number];

const padded = (input: Matrix, [top, bottom, left, right]: Border, outside: Outside = () => 0) =>
  grid(
    top + input.length + bottom,
    left + width(input) + right,
    (row, column) => input[row - top]?.[column - left] ?? outside(row - top, column - left),
  );

/** What stands at a row and column outside of the input. */
type Outside = (row: number, column: number) => number;

const pad = (...[input, padding]: Args) => padded(input, [padding, padding, padding, padding]);

const clamp = (index: number, length: number) => Math.min(Math.max(index, 0), length - 1);

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'padding-on-one-side',
    says: {
      en: 'The zeros are above and on the left only. Padding goes all around: below and on the right as well.',
      zh: '只在上边和左边补了零。填充要围一圈：下边和右边也要补。',
    },
    instead: (input, padding) => padded(input, [padding, 0, padding, 0]),
  },
  {
    id: 'padding-after-only',
    says: {
      en: 'The zeros are below and on the right only. Padding goes all around: above and on the left as well.',
      zh: '只在下边和右边补了零。填充要围一圈：上边和左边也要补。',
    },
    instead: (input, padding) => padded(input, [0, padding, 0, padding]),
  },
  {
    id: 'padding-rows-only',
    says: {
      en: 'The zeros are above and below only: every row also gets them at its beginning and at its end.',
      zh: '只在上边和下边补了零：每一行的开头和结尾也要补。',
    },
    instead: (input, padding) => padded(input, [padding, padding, 0, 0]),
  },
  {
    id: 'padding-columns-only',
    says: {
      en: 'The zeros are on the left and on the right only: above and below come whole rows of them.',
      zh: '只在左边和右边补了零：上边和下边还要补整行的零。',
    },
    instead: (input, padding) => padded(input, [0, 0, padding, padding]),
  },
  {
    id: 'input-not-shifted',
    says: {
      en: 'The size is right, but the input still lies in the upper left corner and all the zeros below and on the right. input[row][column] moves to output[padding + row][padding + column].',
      zh: '大小对了，但输入还在左上角，零全在下边和右边。input[row][column] 要移到 output[padding + row][padding + column]。',
    },
    instead: (input, padding) => padded(input, [0, 2 * padding, 0, 2 * padding]),
  },
  {
    id: 'input-not-shifted',
    says: {
      en: 'The input moved down but not to the right. It moves by padding in both directions: output[padding + row][padding + column].',
      zh: '输入只往下移了，没有往右移。两个方向都要移 padding：output[padding + row][padding + column]。',
    },
    instead: (input, padding) => padded(input, [padding, padding, 0, 2 * padding]),
  },
  {
    id: 'input-not-shifted',
    says: {
      en: 'The input moved to the right but not down. It moves by padding in both directions: output[padding + row][padding + column].',
      zh: '输入只往右移了，没有往下移。两个方向都要移 padding：output[padding + row][padding + column]。',
    },
    instead: (input, padding) => padded(input, [0, 2 * padding, padding, padding]),
  },
  {
    id: 'border-not-filled',
    says: {
      en: 'Your border holds undefined instead of 0: new Array(n) is empty until something is put into it. Write new Array(n).fill(0).',
      zh: '你的边框里是 undefined 而不是 0：new Array(n) 在放进东西之前是空的。请写 new Array(n).fill(0)。',
    },
    instead: (input, padding) =>
      pad(input, padding).map((values, row) =>
        values.map((_, column) => input[row - padding]?.[column - padding]),
      ),
  },
  {
    id: 'rows-shared',
    says: {
      en: 'All rows of your output are one and the same array, so whatever you write into one appears in all. `fill` puts the same array everywhere: make a new one for each row, inside a loop.',
      zh: '输出的所有行其实是同一个数组，写进一行就等于写进每一行。`fill` 放进去的是同一个数组：请在循环里给每一行新建一个。',
    },
    instead: (input, padding) =>
      grid(
        input.length + 2 * padding,
        width(input) + 2 * padding,
        (_, column) => input.at(-1)?.[column - padding] ?? 0,
      ),
  },
  {
    id: 'padding-doubled',
    says: {
      en: 'Your border is twice as wide as it should be. H + 2P counts both sides: each of them gets P.',
      zh: '你的边框宽了一倍。H + 2P 算的是两侧之和：每一侧只有 P。',
    },
    instead: (input, padding) => padded(input, [2 * padding, 2 * padding, 2 * padding, 2 * padding]),
  },
  {
    id: 'padding-halved',
    says: {
      en: 'The padding is split between the two sides, so the output grows by the padding once. Each side gets the whole padding: H rows become H + 2P.',
      zh: '你把填充平分给了两侧，输出总共只大了一个填充宽度。每一侧都要补满：H 行变成 H + 2P 行。',
    },
    instead: (input, padding) => {
      const [before, after] = [Math.floor(padding / 2), Math.ceil(padding / 2)];
      return padded(input, [before, after, before, after]);
    },
  },
  {
    id: 'padding-always-one',
    says: {
      en: 'Your border is always one number wide. It is as wide as the parameter padding says.',
      zh: '你的边框总是只有一个数那么宽。它的宽度应由参数 padding 决定。',
    },
    instead: input => padded(input, [1, 1, 1, 1]),
  },
  {
    id: 'edge-repeated',
    says: {
      en: 'Your border repeats the numbers at the edge. Zero padding fills it with 0, whatever lies beside it.',
      zh: '你的边框重复了边缘的数。零填充不管旁边是什么，一律填 0。',
    },
    instead: (input, padding) =>
      padded(
        input,
        [padding, padding, padding, padding],
        (row, column) => input[clamp(row, input.length)][clamp(column, width(input))],
      ),
  },
  {
    id: 'padding-filled-with-padding',
    says: {
      en: 'Your border is filled with the padding’s width. The width says how many numbers to put there; the numbers are 0.',
      zh: '你用填充的宽度当作了填充的数。宽度决定补多少个数，补的数是 0。',
    },
    instead: (input, padding) => padded(input, [padding, padding, padding, padding], () => padding),
  },
];

const check = (title: Text, cases: (random: Random) => readonly Args[]): Check =>
  functionCheck<Args>({
    title,
    name: 'pad',
    parameters: ['input', 'padding'],
    cases,
    expected: pad,
    mistakes,
    draw: ({ args: [input], language }) => drawMatrix({ en: 'input', zh: '输入' }[language], input),
  });

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  check({ en: 'a border 3 wide makes 3×4 into 9×10', zh: '宽为 3 的边框把 3×4 变成 9×10' }, random => [
    [random.matrix([3, 4], 1, 9), 3],
  ]),
  check({ en: 'any size and any width of border', zh: '任意大小、任意边框宽度' }, random => [
    [random.matrix([4, 4], 1, 9), 1],
    [random.matrix([2, 5], 1, 9), 3],
    [random.matrix([5, 2], 1, 9), 2],
  ]),
  check({ en: 'a padding of 0 changes nothing', zh: '填充为 0 时什么都不变' }, random => [
    [random.matrix([2, 3], 1, 9), 0],
    [random.matrix([3, 2], 1, 9), 3],
  ]),
];
