import type { Mistake } from '@featuremap/grader';
import { correlate, flipped, grid, type Matrix, sum, transposed, width } from '../correlate.js';
import { kernelGradient, surrounded } from '../gradients.js';

type Args = readonly [input: Matrix, outputGradient: Matrix];

/** The kernel's gradient with another product or with fewer outputs, where a mistake has them. */
const summed = (
  [input, outputGradient]: Args,
  product: (i: number, j: number, row: number, column: number) => number,
  outputs: readonly [height: number, width: number] = [outputGradient.length, width(outputGradient)],
) =>
  grid(input.length - outputGradient.length + 1, width(input) - width(outputGradient) + 1, (i, j) =>
    sum(grid(...outputs, (row, column) => product(i, j, row, column)).flat()),
  );

const swapped = {
  en: 'Input and outputGradient have changed places: you slide the input over outputGradient. It is the input that is the larger one, and outputGradient slides over it: input[row + i][column + j] * outputGradient[row][column].',
  zh: '输入和 outputGradient 弄反了：你是让输入在 outputGradient 上滑动。输入才是较大的那个，应由 outputGradient 在它上面滑动：input[row + i][column + j] * outputGradient[row][column]。',
};

const full = {
  en: 'Your result is larger than the kernel: you surround the input with zeros. Only the input’s gradient is a full correlation. The kernel never left the input in the forward pass, so here outputGradient stays inside it as well: no zeros around.',
  zh: '你的结果比核还大：你在输入四周补了零。只有输入的梯度才是 full 互相关。前向传播时核没有伸出输入，所以这里 outputGradient 也只在输入内部滑动：不用补零。',
};

/** What goes wrong with the gradient of the kernel. */
export const kernelGradientMistakes: readonly Mistake<Args>[] = [
  {
    id: 'output-gradient-ignored',
    says: {
      en: 'You add up the numbers that the kernel’s number met, as if the gradient of every output were 1. Multiply each of them by outputGradient[row][column] first: it says how much that output matters to the loss.',
      zh: '你只是把核的这个数遇到的输入加了起来，相当于把每个输出的梯度都当成 1。每一项要先乘 outputGradient[row][column]：它表示那个输出对损失的影响有多大。',
    },
    instead: (input, outputGradient) =>
      kernelGradient(
        input,
        outputGradient.map(row => row.map(() => 1)),
      ),
  },
  {
    id: 'factor-missing',
    says: {
      en: 'Every number of your result is the sum of outputGradient: that is the gradient of the bias, which is multiplied by 1. A number of the kernel is multiplied by a number of the input: outputGradient[row][column] * input[row + i][column + j].',
      zh: '你的结果里每个数都是 outputGradient 的和：那是偏置的梯度，偏置乘的是 1。核的数乘的是输入的数：outputGradient[row][column] * input[row + i][column + j]。',
    },
    instead: (input, outputGradient) =>
      kernelGradient(
        input.map(row => row.map(() => 1)),
        outputGradient,
      ),
  },
  {
    id: 'window-does-not-move',
    says: {
      en: 'Every number of your result is the same: you read input[row][column] for all of them. kernel[i][j] met the number i further down and j further to the right: input[row + i][column + j].',
      zh: '你的结果里每个数都一样：算每个数时读的都是 input[row][column]。kernel[i][j] 遇到的是往下 i 行、往右 j 列的数：input[row + i][column + j]。',
    },
    instead: (...[input, outputGradient]) =>
      summed(
        [input, outputGradient],
        (_i, _j, row, column) => input[row][column] * outputGradient[row][column],
      ),
  },
  {
    id: 'averaged',
    says: {
      en: 'You divide by the number of outputs. What a number of the kernel does through each output adds up: return the sum. Where a loss is a mean, outputGradient has been divided already.',
      zh: '你除以了输出的个数。核的一个数通过各个输出产生的影响是相加的：请返回总和。如果损失本身是平均值，outputGradient 里已经除过了。',
    },
    instead: (input, outputGradient) =>
      kernelGradient(input, outputGradient).map(row =>
        row.map(value => value / (outputGradient.length * width(outputGradient))),
      ),
  },
  {
    id: 'assigned-not-added',
    says: {
      en: 'Each number of your result is one product, the one of the last output. The kernel touched every output: add the products up, `+=` and not `=`.',
      zh: '你的结果里每个数都只是一个乘积，即最后一个输出的那个。每一个输出都用到了核：要把乘积加起来，写 `+=`，而不是 `=`。',
    },
    instead: (input, outputGradient) =>
      kernelGradient(
        input.slice(outputGradient.length - 1).map(row => row.slice(width(outputGradient) - 1)),
        [[outputGradient.at(-1)!.at(-1)!]],
      ),
  },
  {
    id: 'outputs-missing',
    says: {
      en: 'The last row and column of outputGradient are left out. The kernel touched every output: row runs to outputGradient.length, column to outputGradient[0].length.',
      zh: '漏掉了 outputGradient 的最后一行和一列。每一个输出都用到了核：row 要走到 outputGradient.length，column 要走到 outputGradient[0].length。',
    },
    instead: (...[input, outputGradient]) =>
      summed(
        [input, outputGradient],
        (i, j, row, column) => input[row + i][column + j] * outputGradient[row][column],
        [outputGradient.length - 1, width(outputGradient) - 1],
      ),
  },
  {
    id: 'sizes-mixed-up',
    says: {
      en: 'Your inner loops over row and column run to the kernel’s size. They visit the outputs: row runs to outputGradient.length, column to outputGradient[0].length; i and j run to the kernel’s size.',
      zh: '你里面两层遍历 row、column 的循环走到了核的大小。它们遍历的是输出：row 走到 outputGradient.length，column 走到 outputGradient[0].length；i 和 j 才走到核的大小。',
    },
    instead: (...[input, outputGradient]) =>
      summed(
        [input, outputGradient],
        (i, j, row, column) => input[row + i][column + j] * outputGradient[row][column],
        [input.length - outputGradient.length + 1, width(input) - width(outputGradient) + 1],
      ),
  },
  {
    id: 'output-gradient-flipped',
    says: {
      en: 'You flip outputGradient before it slides over the input. The kernel’s gradient needs no flip: kernel[i][j] met input[row + i][column + j], and both grow together. The flip belongs to the input’s gradient alone.',
      zh: '你让 outputGradient 翻转之后再在输入上滑动。核的梯度不需要翻转：kernel[i][j] 遇到的是 input[row + i][column + j]，两边的下标一起增大。只有输入的梯度才要翻转。',
    },
    instead: (input, outputGradient) => kernelGradient(input, flipped(outputGradient)),
  },
  {
    id: 'kernel-gradient-flipped',
    says: {
      en: 'The numbers are right but the result is turned by half a turn: the gradient of the kernel’s first number is your last one. Nothing is flipped here: the sum with input[row + i][column + j] belongs to kernel[i][j].',
      zh: '数都对，但结果旋转了半圈：核的第一个数的梯度跑到了最后。这里什么都不翻转：用 input[row + i][column + j] 求出的和属于 kernel[i][j]。',
    },
    instead: (input, outputGradient) => flipped(kernelGradient(input, outputGradient)),
  },
  {
    id: 'transposed',
    says: {
      en: 'The numbers are right but rows and columns of the result are swapped. The sum with input[row + i][column + j] belongs to gradient[i][j], row first.',
      zh: '数都对，但结果的行和列颠倒了。用 input[row + i][column + j] 求出的和属于 gradient[i][j]，行在前。',
    },
    instead: (input, outputGradient) => transposed(kernelGradient(input, outputGradient)),
  },
  {
    id: 'full-instead-of-valid',
    says: full,
    instead: (input, outputGradient) => correlate(surroundedFor(input, outputGradient), outputGradient),
  },
  {
    id: 'full-instead-of-valid',
    says: full,
    instead: (input, outputGradient) =>
      correlate(surroundedFor(input, outputGradient), flipped(outputGradient)),
  },
  {
    id: 'swapped',
    says: swapped,
    instead: (input, outputGradient) => correlate(outputGradient, input),
  },
  {
    id: 'swapped',
    says: swapped,
    instead: (...[input, outputGradient]) =>
      summed(
        [input, outputGradient],
        (i, j, row, column) => input[row][column] * outputGradient[row + i][column + j],
      ),
  },
];

function surroundedFor(input: Matrix, outputGradient: Matrix): number[][] {
  return surrounded(input, outputGradient.length - 1, width(outputGradient) - 1);
}
