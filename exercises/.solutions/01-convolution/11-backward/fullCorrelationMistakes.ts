import type { Mistake, Text } from '@featuremap/grader';
import { correlate, flipped, type Matrix, width } from '../correlate.js';
import { inputGradient, surrounded } from '../gradients.js';

type Args = readonly [outputGradient: Matrix, kernel: Matrix];

/** A way to lay the kernel that is wrong. */
interface Turn {
  readonly id: string;
  readonly says: Text;
  readonly turned: (kernel: Matrix) => Matrix;
}

/** A width of the zeros around the output's gradient that is wrong. */
interface Border {
  readonly id: string;
  readonly says: Text;
  readonly size: (kernel: Matrix) => readonly [rows: number, columns: number];
}

/** A kernel whose rows are reversed gives the same when it is scattered as one whose columns are when it is correlated. */
const flippedInOneDirection: Text = {
  en: 'You reversed the kernel in one direction only: the order of its rows, or each row. A full correlation needs both, which is half a turn: kernel.map(row => [...row].reverse()).reverse(). Scattering needs neither: leave the kernel as it is.',
  zh: '你只在一个方向上翻转了核：只颠倒了行的顺序，或者只颠倒了每一行。full 互相关两个方向都要颠倒，也就是旋转半圈：kernel.map(row => [...row].reverse()).reverse()。分发则哪个方向都不用颠倒：核保持原样。',
};

const turns: readonly Turn[] = [
  {
    id: 'kernel-not-flipped',
    says: {
      en: 'Your kernel is not flipped. The window that lies further down and to the right has the same number of the input further up and to the left, so outputGradient meets the kernel from its last number to its first. Turn the rows and the columns. (If you scatter instead, it is the other way round: you flipped the kernel, and it has to stay as it is.)',
      zh: '你的核没有翻转。窗口越靠右下，输入的同一个数在窗口里就越靠左上，所以 outputGradient 遇到核的顺序是从最后一个数到第一个数。行和列都要反过来。（如果你用的是分发，就正好相反：你翻转了核，而那里不用翻转。）',
    },
    turned: kernel => kernel,
  },
  {
    id: 'flipped-in-one-direction',
    says: flippedInOneDirection,
    turned: kernel => [...kernel].reverse(),
  },
  {
    id: 'flipped-in-one-direction',
    says: flippedInOneDirection,
    turned: kernel => kernel.map(row => [...row].reverse()),
  },
];

const paddedAlike: Text = {
  en: 'The zeros around outputGradient are equally wide on all sides, which fits a square kernel only. Above and below go kernel.length - 1 rows, left and right kernel[0].length - 1 columns.',
  zh: 'outputGradient 四周补的零一样宽，这只适合正方形的核。上下各补 kernel.length - 1 行，左右各补 kernel[0].length - 1 列。',
};

const paddedByOne: Border = {
  id: 'padded-by-one',
  says: {
    en: 'The zeros around outputGradient are always one wide: that is right for a kernel of 2×2 alone. Above and below go kernel.length - 1 rows, left and right kernel[0].length - 1 columns.',
    zh: 'outputGradient 四周补的零总是一格宽：这只对 2×2 的核才对。上下各补 kernel.length - 1 行，左右各补 kernel[0].length - 1 列。',
  },
  size: () => [1, 1],
};

const paddedByHeight: Border = {
  id: 'padded-alike',
  says: paddedAlike,
  size: kernel => [kernel.length - 1, kernel.length - 1],
};

const valid: Text = {
  en: 'Your result is too small: outputGradient has no zeros around it, so only the places where the kernel lies wholly inside are counted. A corner of the input touched an output too. Put kernel.length - 1 rows of zeros above and below, and kernel[0].length - 1 columns left and right: a full correlation.',
  zh: '你的结果太小：outputGradient 四周没有补零，于是只算了核完全落在内部的位置。输入角上的数也参与了输出的计算。请在上下各补 kernel.length - 1 行零，左右各补 kernel[0].length - 1 列零：这就是 full 互相关。',
};

const borders: readonly Border[] = [
  { id: 'valid-instead-of-full', says: valid, size: () => [0, 0] },
  paddedByOne,
  paddedByHeight,
  { id: 'padded-alike', says: paddedAlike, size: kernel => [width(kernel) - 1, width(kernel) - 1] },
  {
    id: 'padded-by-kernel-size',
    says: {
      en: 'The zeros around outputGradient are as wide as the kernel, so that at first it lies on zeros alone. One number must overlap: kernel.length - 1 rows and kernel[0].length - 1 columns.',
      zh: 'outputGradient 四周补的零和核一样宽，核一开始就全落在零上。至少要重叠一个数：补 kernel.length - 1 行、kernel[0].length - 1 列。',
    },
    size: kernel => [kernel.length, width(kernel)],
  },
];

const correlated = (
  outputGradient: Matrix,
  kernel: Matrix,
  [rows, columns]: readonly [rows: number, columns: number],
) => correlate(surrounded(outputGradient, rows, columns), kernel);

/** Who overlooks the flip often has the wrong border too. The flip is named first: one thing at a time. */
const bordersBesideWrongTurn: readonly Border['size'][] = [
  kernel => [kernel.length - 1, width(kernel) - 1],
  paddedByHeight.size,
  paddedByOne.size,
];

/** What goes wrong where the input's gradient is written as a full correlation with the kernel flipped. */
export const fullCorrelationMistakes: readonly Mistake<Args>[] = [
  ...turns.flatMap(({ id, says, turned }) =>
    bordersBesideWrongTurn.map(size => ({
      id,
      says,
      instead: (outputGradient: Matrix, kernel: Matrix) =>
        correlated(outputGradient, turned(kernel), size(kernel)),
    })),
  ),
  ...borders.map(({ id, says, size }) => ({
    id,
    says,
    instead: (outputGradient: Matrix, kernel: Matrix) =>
      correlated(outputGradient, flipped(kernel), size(kernel)),
  })),
  { id: 'valid-instead-of-full', says: valid, instead: (...args) => correlate(...args) },
  {
    id: 'output-gradient-flipped',
    says: {
      en: 'You flip outputGradient instead of the kernel. Each output’s gradient stays in its place; the kernel that slides over them is turned.',
      zh: '你翻转的是 outputGradient，而不是核。每个输出的梯度都留在原处；要翻转的是在上面滑动的核。',
    },
    instead: (outputGradient, kernel) => inputGradient(flipped(outputGradient), flipped(kernel)),
  },
];
