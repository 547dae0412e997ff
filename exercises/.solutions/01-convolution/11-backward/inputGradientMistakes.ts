import type { Mistake, Text } from '@featuremap/grader';
import { type Matrix, sum, width } from '../correlate.js';
import { inputGradient } from '../gradients.js';
import { fullCorrelationMistakes } from './fullCorrelationMistakes.js';

type Args = readonly [outputGradient: Matrix, kernel: Matrix];

const assigned: Text = {
  en: 'Each number of your result is one single product. A number of the input touched several outputs, and they all hand something back to it: add the products up, `+=` and not `=`.',
  zh: '你的结果里每个数都只是一个乘积。输入的一个数参与了好几个输出的计算，每个输出都要传回一份：要把乘积加起来，写 `+=`，而不是 `=`。',
};

const averaged: Text = {
  en: 'You divide the sum. What a number of the input does to the loss through each output adds up: return the sum, divided by nothing.',
  zh: '你把和又除了一次。输入的一个数通过各个输出对损失的影响是相加的：请返回总和，什么都不要除。',
};

/** What goes wrong with the gradient of the input. */
export const inputGradientMistakes: readonly Mistake<Args>[] = [
  ...fullCorrelationMistakes,
  {
    id: 'size-of-output',
    says: {
      en: 'Your result has the size of the output: the last rows and columns of the input are missing. The input is larger: outputGradient.length + kernel.length - 1 rows, and as many columns by the same rule.',
      zh: '你的结果和输出一样大：缺了输入的最后几行和几列。输入更大：有 outputGradient.length + kernel.length - 1 行，列数同理。',
    },
    instead: (outputGradient, kernel) =>
      cropped(inputGradient(outputGradient, kernel), outputGradient.length, width(outputGradient)),
  },
  {
    id: 'output-gradient-ignored',
    says: {
      en: 'You add up the kernel’s numbers that lay on the input’s number, as if the gradient of every output were 1. Multiply each by the gradient of its output.',
      zh: '你只是把压在输入这个数上的核的数加了起来，相当于把每个输出的梯度都当成 1。每一项都要乘上对应输出的梯度。',
    },
    instead: (outputGradient, kernel) => inputGradient(ones(outputGradient), kernel),
  },
  {
    id: 'factor-missing',
    says: {
      en: 'You add up the gradients of the outputs that the number touched, without the kernel. It reached each of them multiplied by a number of the kernel: outputGradient[row][column] * kernel[i][j].',
      zh: '你只是把用到这个数的那些输出的梯度加了起来，没有用到核。它进入每个输出时都乘过核的一个数：outputGradient[row][column] * kernel[i][j]。',
    },
    instead: (outputGradient, kernel) => inputGradient(outputGradient, ones(kernel)),
  },
  {
    id: 'reads-forward',
    says: {
      en: 'You read the outputs below and to the right: outputGradient[y + i][x + j]. The windows that contain input[y][x] begin above it and to the left, so under kernel[i][j] it touched outputGradient[y - i][x - j].',
      zh: '你读的是右下方的输出：outputGradient[y + i][x + j]。包含 input[y][x] 的窗口是从它的左上方开始的，所以用 kernel[i][j] 乘它的那个输出，梯度是 outputGradient[y - i][x - j]。',
    },
    instead: (outputGradient, kernel) =>
      perInput(outputGradient, kernel, (y, x) =>
        sum(
          kernel.flatMap((weights, i) =>
            weights.map((weight, j) => weight * (outputGradient[y + i]?.[x + j] ?? 0)),
          ),
        ),
      ),
  },
  {
    id: 'edges-missing',
    says: {
      en: 'Your result is 0 near the edges: only the numbers that lie in the most windows have a gradient. A number at the edge touched fewer outputs, but it touched some: leave out the outputs that are not there, not the number.',
      zh: '你的结果在边缘附近是 0：只有落在最多窗口里的数才有梯度。用到边缘的数的输出少一些，但并不是没有：应跳过不存在的输出，而不是跳过这个数。',
    },
    instead: (outputGradient, kernel) =>
      perInput(outputGradient, kernel, (y, x, value) =>
        isInner(y, kernel.length, outputGradient.length) && isInner(x, width(kernel), width(outputGradient))
          ? value
          : 0,
      ),
  },
  {
    id: 'outputs-missing',
    says: {
      en: 'The first row and column of outputGradient hand nothing back. An index of 0 is inside as well: is there a `> 0` that should be `>= 0`?',
      zh: 'outputGradient 的第一行和第一列什么都没有传回。下标 0 也算在内：是不是有一处 `> 0` 应写成 `>= 0`？',
    },
    instead: (outputGradient, kernel) =>
      inputGradient(
        outputGradient.map((row, y) => row.map((value, x) => (y > 0 && x > 0 ? value : 0))),
        kernel,
      ),
  },
  {
    id: 'outputs-missing',
    says: {
      en: 'The last row and column of outputGradient hand nothing back. Every output took numbers of the input: row runs to outputGradient.length, column to outputGradient[0].length.',
      zh: 'outputGradient 的最后一行和最后一列什么都没有传回。每个输出都用过输入的数：row 要走到 outputGradient.length，column 要走到 outputGradient[0].length。',
    },
    instead: (outputGradient, kernel) =>
      inputGradient(
        outputGradient.map((row, y) =>
          row.map((value, x) => (y < outputGradient.length - 1 && x < row.length - 1 ? value : 0)),
        ),
        kernel,
      ),
  },
  {
    id: 'assigned-not-added',
    says: assigned,
    // The last output that reaches the number.
    instead: (outputGradient, kernel) =>
      oneProduct(outputGradient, kernel, (y, outputs) => Math.min(y, outputs - 1)),
  },
  {
    id: 'assigned-not-added',
    says: assigned,
    // The last number of the kernel that lies on it: the first output.
    instead: (outputGradient, kernel) =>
      oneProduct(outputGradient, kernel, (y, _, weights) => Math.max(y - weights + 1, 0)),
  },
  {
    id: 'averaged',
    says: averaged,
    instead: (outputGradient, kernel) =>
      divided(outputGradient, kernel, () => outputGradient.length * width(outputGradient)),
  },
  {
    id: 'averaged',
    says: averaged,
    instead: (outputGradient, kernel) => divided(outputGradient, kernel, () => kernel.length * width(kernel)),
  },
  {
    id: 'averaged',
    says: averaged,
    instead: (outputGradient, kernel) => {
      const touched = inputGradient(ones(outputGradient), ones(kernel));
      return divided(outputGradient, kernel, (y, x) => touched[y][x]);
    },
  },
];

/** True where as many windows as possible contain a row, or a column. */
const isInner = (index: number, weights: number, outputs: number) => index >= weights - 1 && index < outputs;

const ones = (matrix: Matrix) => matrix.map(row => row.map(() => 1));

const cropped = (matrix: Matrix, height: number, across: number) =>
  matrix.slice(0, height).map(row => row.slice(0, across));

/** A number for each number of the input, made from its right gradient or from its place. */
const perInput = (
  ...[outputGradient, kernel, make]: [...Args, (y: number, x: number, value: number) => number]
) => inputGradient(outputGradient, kernel).map((values, y) => values.map((value, x) => make(y, x, value)));

const divided = (...[outputGradient, kernel, by]: [...Args, (y: number, x: number) => number]) =>
  perInput(outputGradient, kernel, (y, x, value) => value / by(y, x));

/** For each number of the input a single product: that of the output which `choose` finds, in either direction. */
const oneProduct = (
  ...[outputGradient, kernel, choose]: [...Args, (index: number, outputs: number, weights: number) => number]
) =>
  perInput(outputGradient, kernel, (y, x) => {
    const row = choose(y, outputGradient.length, kernel.length);
    const column = choose(x, width(outputGradient), width(kernel));
    return outputGradient[row][column] * kernel[y - row][x - column];
  });
