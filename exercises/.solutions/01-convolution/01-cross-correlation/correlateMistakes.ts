import type { Mistake, Text } from '@featuremap/grader';
import {
  correlate,
  flipped,
  grid,
  type Matrix,
  slide,
  sum,
  transposed,
  width,
  windowProducts,
  windowSum,
} from '../correlate.js';
import { says } from '../says.js';

type Args = readonly [input: Matrix, kernel: Matrix];

const size = (input: Matrix, kernel: Matrix) => ({
  outHeight: input.length - kernel.length + 1,
  outWidth: width(input) - width(kernel) + 1,
});

const takenForSquare: Text = {
  en: 'Your loops take a matrix for square: they count its columns by .length, which is the number of its rows. Columns are input[0].length and kernel[0].length.',
  zh: '你的循环把矩阵当成了正方形：用 .length 当列数，而它是行数。列数是 input[0].length 和 kernel[0].length。',
};

/** What goes wrong with a correlation. */
export const correlateMistakes: readonly Mistake<Args>[] = [
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: (input, kernel) => correlate(input, flipped(kernel)),
  },
  {
    id: 'kernel-transposed',
    says: {
      en: 'Rows and columns of your kernel are swapped: you read kernel[j][i]. The first index is the row, in the kernel as in the input: kernel[i][j].',
      zh: '核的行和列颠倒了：你读的是 kernel[j][i]。无论核还是输入，第一个下标都是行：kernel[i][j]。',
    },
    instead: (input, kernel) =>
      slide({
        ...size(input, kernel),
        window: (top, left) =>
          sum(
            kernel.flatMap((row, i) =>
              row.map((_, j) => kernel[j][i] * (input[top + i][left + j] as number)),
            ),
          ),
      }),
  },
  {
    id: 'sum-not-reset',
    says: says['sum-not-reset'],
    instead: (input, kernel) => {
      let total = 0;
      return slide({
        ...size(input, kernel),
        window: (top, left) => {
          total += windowSum(input, kernel, top, left);
          return total;
        },
      });
    },
  },
  {
    id: 'sum-reset-too-often',
    says: says['sum-reset-too-often'],
    instead: (input, kernel) =>
      slide({
        ...size(input, kernel),
        window: (top, left) => sum(windowProducts(input, kernel, top, left).at(-1)!),
      }),
  },
  {
    id: 'last-product-only',
    says: says['last-product-only'],
    instead: (input, kernel) =>
      slide({
        ...size(input, kernel),
        window: (top, left) => windowProducts(input, kernel, top, left).at(-1)!.at(-1)!,
      }),
  },
  {
    id: 'window-does-not-move',
    says: {
      en: 'Every window of yours is the one in the upper left corner. The window that belongs to output[row][column] begins at input[row][column]: read input[row + i][column + j].',
      zh: '你的窗口一直停在左上角。output[row][column] 对应的窗口从 input[row][column] 开始：请读 input[row + i][column + j]。',
    },
    instead: (input, kernel) =>
      slide({ ...size(input, kernel), window: () => windowSum(input, kernel, 0, 0) }),
  },
  {
    id: 'window-moves-one-way',
    says: {
      en: 'Your window moves down but never to the right: it always begins in the first column. Read input[row + i][column + j].',
      zh: '你的窗口只往下移，从不往右移：它总是从第一列开始。请读 input[row + i][column + j]。',
    },
    instead: (input, kernel) =>
      slide({ ...size(input, kernel), window: top => windowSum(input, kernel, top, 0) }),
  },
  {
    id: 'window-moves-one-way',
    says: {
      en: 'Your window moves to the right but never down: it always begins in the first row. Read input[row + i][column + j].',
      zh: '你的窗口只往右移，从不往下移：它总是从第一行开始。请读 input[row + i][column + j]。',
    },
    instead: (input, kernel) =>
      slide({ ...size(input, kernel), window: (_, left) => windowSum(input, kernel, 0, left) }),
  },
  {
    id: 'last-window-missing',
    says: {
      en: 'Your output is one row and one column short: the last windows are missing. A kernel of height FH fits into H rows H - FH + 1 times; count the positions for H = 4 and FH = 3.',
      zh: '你的输出少了一行一列：漏掉了最后的窗口。高为 FH 的核在 H 行中能放 H - FH + 1 个位置；用 H = 4、FH = 3 数一数。',
    },
    instead: (input, kernel) =>
      slide({
        outHeight: input.length - kernel.length,
        outWidth: width(input) - width(kernel),
        window: (top, left) => windowSum(input, kernel, top, left),
      }),
  },
  {
    id: 'kernel-not-used',
    says: {
      en: 'You add up the numbers of the window without the kernel. Each of them is multiplied by the kernel’s number in the same place first.',
      zh: '你只是把窗口里的数加了起来，没有用到核。每个数要先乘上核中同一位置的数。',
    },
    instead: (input, kernel) =>
      correlate(
        input,
        kernel.map(row => row.map(() => 1)),
      ),
  },
  {
    id: 'height-and-width-swapped',
    says: {
      en: 'Height and width are swapped in your output’s size. The number of rows is input.length, the number of columns input[0].length; the same holds for the kernel.',
      zh: '计算输出大小时把高和宽弄反了。行数是 input.length，列数是 input[0].length；核也一样。',
    },
    instead: (input, kernel) =>
      slide({
        outHeight: width(input) - width(kernel) + 1,
        outWidth: input.length - kernel.length + 1,
        window: (top, left) => windowSum(input, kernel, top, left),
      }),
  },
  {
    id: 'output-transposed',
    says: {
      en: 'Your result is right but lies on its side: rows and columns of the output are swapped. output[row][column] belongs to the window whose corner is input[row][column].',
      zh: '数都对，但输出的行和列颠倒了。output[row][column] 对应的是左上角在 input[row][column] 的窗口。',
    },
    instead: (input, kernel) => transposed(correlate(input, kernel)),
  },
  {
    id: 'input-transposed',
    says: {
      en: 'Rows and columns of your input are swapped: you read input[column + j][row + i]. The first index is the row: input[row + i][column + j].',
      zh: '输入的行和列颠倒了：你读的是 input[column + j][row + i]。第一个下标是行：input[row + i][column + j]。',
    },
    instead: (input, kernel) =>
      slide({
        ...size(input, kernel),
        window: (top, left) =>
          sum(kernel.flatMap((row, i) => row.map((weight, j) => weight * input[left + j][top + i]))),
      }),
  },
  {
    id: 'output-flat',
    says: {
      en: 'Your numbers are right, but they lie in one long row. The output is an array of rows: begin a new array for every row, and push it when the row is finished.',
      zh: '数都对，但都排在了一长行里。输出是由行组成的数组：每一行新建一个数组，这一行算完再放进去。',
    },
    instead: (input, kernel) => correlate(input, kernel).flat(),
  },
  {
    id: 'taken-for-square',
    says: takenForSquare,
    instead: (input, kernel) => squareSlide(input, kernel, kernel.length, 'square'),
  },
  {
    id: 'taken-for-square',
    says: takenForSquare,
    instead: (input, kernel) => squareSlide(input, kernel, width(kernel), 'square'),
  },
  {
    id: 'taken-for-square',
    says: takenForSquare,
    instead: (input, kernel) => squareSlide(input, kernel, kernel.length, 'right'),
  },
];

/** Loops over as many columns of the kernel as given, and over a square output or one of the right size. */
function squareSlide(input: Matrix, kernel: Matrix, columns: number, output: 'square' | 'right'): number[][] {
  const { outHeight, outWidth } = size(input, kernel);
  return slide({
    outHeight,
    outWidth: output === 'square' ? outHeight : outWidth,
    window: (top, left) =>
      sum(grid(kernel.length, columns, (i, j) => input[top + i][left + j] * kernel[i][j]).flat()),
  });
}
