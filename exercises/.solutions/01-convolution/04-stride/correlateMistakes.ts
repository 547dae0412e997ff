import type { Mistake, Text } from '@featuremap/grader';
import { correlate, flipped, grid, type Matrix, sum, width, windowSum } from '../correlate.js';
import { says } from '../says.js';

type Args = readonly [input: Matrix, kernel: Matrix, stride: number];

const right = (...[input, kernel, stride]: Args) => correlate(input, kernel, [stride, stride]);

/** The output's size, with another rounding or another count where a mistake has one. */
const sized = (
  ...[input, kernel, stride, steps = Math.floor]: [...Args, ((steps: number) => number)?]
): [number, number] => [
  steps((input.length - kernel.length) / stride) + 1,
  steps((width(input) - width(kernel)) / stride) + 1,
];

const strideTwice: Text = {
  en: 'The stride is taken twice: once in the output’s size, and once more in a loop that steps by stride. There are (H - FH) / S + 1 rows, numbered 0, 1, 2, …: let the loops step by 1, and begin the window at row * stride.',
  zh: '步幅用了两次：算输出大小时一次，循环每步又加 stride 一次。输出有 (H - FH) / S + 1 行，编号是 0、1、2、…：让循环每步加 1，窗口从 row * stride 开始。',
};

/** Rows and columns 0, S, 2S, … below the output's size. */
const stepped = (
  stride: number,
  outHeight: number,
  outWidth: number,
  at: (row: number, column: number) => number,
) =>
  grid(Math.ceil(outHeight / stride), Math.ceil(outWidth / stride), (row, column) =>
    at(row * stride, column * stride),
  );

/** What goes wrong with a correlation that has a stride. */
export const correlateMistakes: readonly Mistake<Args>[] = [
  {
    id: 'stride-ignored',
    says: {
      en: 'The stride is ignored: your windows lie one apart. With a stride of S the next window begins S further on, and fewer of them fit.',
      zh: '没有用到步幅：你的窗口每次只移动一格。步幅为 S 时，下一个窗口要往后移 S 格，能放下的窗口也更少。',
    },
    instead: (input, kernel) => correlate(input, kernel),
  },
  {
    id: 'stride-on-rows-only',
    says: {
      en: 'Only the rows are strided. The stride holds in both directions: columns too.',
      zh: '只有行用了步幅。两个方向都要用步幅：列也一样。',
    },
    instead: (input, kernel, stride) => correlate(input, kernel, [stride, 1]),
  },
  {
    id: 'stride-on-columns-only',
    says: {
      en: 'Only the columns are strided. The stride holds in both directions: rows too.',
      zh: '只有列用了步幅。两个方向都要用步幅：行也一样。',
    },
    instead: (input, kernel, stride) => correlate(input, kernel, [1, stride]),
  },
  {
    id: 'windows-not-strided',
    says: {
      en: 'Your output has the right size, but its windows lie one apart. output[row][column] belongs to the window that begins at input[row * stride][column * stride].',
      zh: '输出的大小对了，但窗口每次只移动一格。output[row][column] 对应的窗口从 input[row * stride][column * stride] 开始。',
    },
    instead: (input, kernel, stride) =>
      grid(...sized(input, kernel, stride), (row, column) => windowSum(input, kernel, row, column)),
  },
  {
    id: 'columns-not-strided',
    says: {
      en: 'Your output has the right size and its rows are strided, but from column to column the window moves by one only. It begins at column * stride, as it begins at row * stride.',
      zh: '输出的大小对了，行也用了步幅，但从一列到下一列，窗口只移动一格。窗口的左边从 column * stride 开始，正如上边从 row * stride 开始。',
    },
    instead: (input, kernel, stride) =>
      grid(...sized(input, kernel, stride), (row, column) => windowSum(input, kernel, row * stride, column)),
  },
  {
    id: 'rows-not-strided',
    says: {
      en: 'Your output has the right size and its columns are strided, but from row to row the window moves by one only. It begins at row * stride, as it begins at column * stride.',
      zh: '输出的大小对了，列也用了步幅，但从一行到下一行，窗口只移动一格。窗口的上边从 row * stride 开始，正如左边从 column * stride 开始。',
    },
    instead: (input, kernel, stride) =>
      grid(...sized(input, kernel, stride), (row, column) => windowSum(input, kernel, row, column * stride)),
  },
  {
    id: 'size-not-rounded-down',
    says: {
      en: 'Your last window hangs over the edge: it reads numbers that are not there. Where (H - FH) / S is no whole number, round it down with Math.floor before you add 1.',
      zh: '你的最后一个窗口伸出了边缘，读到了不存在的数。(H - FH) / S 不是整数时，先用 Math.floor 向下取整，再加 1。',
    },
    instead: (input, kernel, stride) =>
      grid(...sized(input, kernel, stride, Math.ceil), (row, column) =>
        windowSum(input, kernel, row * stride, column * stride),
      ),
  },
  {
    id: 'stride-taken-twice',
    says: strideTwice,
    instead: (input, kernel, stride) => {
      const [outHeight, outWidth] = sized(input, kernel, stride);
      return stepped(stride, outHeight, outWidth, (row, column) => windowSum(input, kernel, row, column));
    },
  },
  {
    id: 'stride-taken-twice',
    says: strideTwice,
    instead: (input, kernel, stride) => {
      const [outHeight, outWidth] = sized(input, kernel, stride);
      return stepped(stride, outHeight, outWidth, (row, column) =>
        windowSum(input, kernel, row * stride, column * stride),
      );
    },
  },
  {
    id: 'gaps-in-output',
    says: {
      en: 'Your output has gaps: row and column go 0, S, 2S, …, and you store at output[row][column]. The windows are S apart, their results lie side by side: push them, or count rows and columns 0, 1, 2, … and begin the window at row * stride.',
      zh: '你的输出有空缺：row 和 column 取 0、S、2S、…，结果却存到 output[row][column]。窗口之间相距 S，结果却要紧挨着放：用 push，或者让行和列按 0、1、2、… 计数，窗口从 row * stride 开始。',
    },
    instead: (input, kernel, stride) => {
      const output: number[][] = [];
      for (const [row, values] of right(input, kernel, stride).entries()) {
        const gaps: number[] = [];
        for (const [column, value] of values.entries()) gaps[column * stride] = value;
        output[row * stride] = gaps;
      }
      return output;
    },
  },
  {
    id: 'kernel-strided',
    says: {
      en: 'The loops over the kernel step by the stride, so that numbers inside of the window are left out. They step by 1 as before: the stride moves the window.',
      zh: '遍历核的循环按步幅走，于是窗口里有的数被跳过了。它们仍然每步加 1：步幅移动的是窗口。',
    },
    instead: (input, kernel, stride) =>
      right(
        input,
        kernel.map((weights, i) =>
          weights.map((weight, j) => (i % stride === 0 && j % stride === 0 ? weight : 0)),
        ),
        stride,
      ),
  },
  {
    id: 'window-spread',
    says: {
      en: 'The stride is inside your window: you read input[row + i * stride], which spreads the window (that is a dilated convolution). The stride moves the window: input[row * stride + i].',
      zh: '步幅用到了窗口内部：你读的是 input[row + i * stride]，窗口被拉开了（那是空洞卷积）。步幅移动的是窗口：input[row * stride + i]。',
    },
    instead: (input, kernel, stride) =>
      grid(...sized(input, kernel, stride), (row, column) =>
        sum(
          kernel.flatMap((weights, i) =>
            weights.map((w, j) => w * input[row + i * stride][column + j * stride]),
          ),
        ),
      ),
  },
  {
    id: 'size-divided-only',
    says: {
      en: 'Your output lacks its last row and column: the first window needs no step. Count the steps, (H - FH) / S rounded down, and add 1.',
      zh: '输出少了最后一行和一列：第一个窗口不需要移动。先算移动次数 (H - FH) / S（向下取整），再加 1。',
    },
    instead: (input, kernel, stride) => {
      const [outHeight, outWidth] = sized(input, kernel, stride);
      return grid(outHeight - 1, outWidth - 1, (row, column) =>
        windowSum(input, kernel, row * stride, column * stride),
      );
    },
  },
  {
    id: 'stride-of-kernel-size',
    says: {
      en: 'Your windows lie one kernel apart, side by side without an overlap. The distance between them is the parameter stride.',
      zh: '你的窗口按核的大小移动，互不重叠。窗口之间的距离应是参数 stride。',
    },
    instead: (input, kernel) => correlate(input, kernel, [kernel.length, width(kernel)]),
  },
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: (input, kernel, stride) => right(input, flipped(kernel), stride),
  },
];
