import { type Matrix, width } from './correlate.js';
import { numbersInside, type PoolArgs, pool, pooledSize, windowNumbers } from './pooling.js';
import type { LayoutMistake } from './poolingMistakes.js';

/** What learners do with a window that hangs over the edge: read on, take what is there, or put zeros there. */
const overTheEdge: readonly (typeof windowNumbers)[] = [
  windowNumbers,
  numbersInside,
  (input, size, top, left) => {
    const numbers = numbersInside(input, size, top, left);
    return [...numbers, ...new Array<number>(size * size - numbers.length).fill(0)];
  },
];

/** A pooling with another number of windows, some of which may hang over the edge. */
const sized = (size: (args: PoolArgs) => readonly [number, number]): LayoutMistake['ways'] =>
  overTheEdge.map(numbers => (args, give) => {
    const [input, poolSize, stride] = args;
    return pool(args, give, {
      size: size(args),
      window: (row, column) => numbers(input, poolSize, row * stride, column * stride),
    });
  });

const sizeOf = (input: Matrix, count: (length: number) => number) =>
  [count(input.length), count(width(input))] as const;

/** What goes wrong with the number of windows of a pooling. */
export const poolingSizeMistakes: readonly LayoutMistake[] = [
  {
    id: 'size-without-pool-size',
    says: {
      en: 'You count H / S windows. That holds only where the window is as large as the stride. In general the first window takes up F = poolSize, and every further one S: OH = (H - F) / S + 1, the division rounded down.',
      zh: '你数出的窗口是 H / S 个。只有窗口和步幅一样大时才是这样。一般情况下，第一个窗口占 F = poolSize，往后每个窗口再占 S：OH = (H - F) / S + 1，除法向下取整。',
    },
    ways: sized(([input, , stride]) => sizeOf(input, length => Math.floor(length / stride))),
  },
  {
    id: 'window-over-the-edge',
    says: {
      en: 'Your last window hangs over the edge. A window counts only where it fits in whole: there are (H - F) / S + 1, the division rounded down with Math.floor. The rows and columns left over are not looked at.',
      zh: '你的最后一个窗口伸出了边缘。整个放得下的窗口才算：共有 (H - F) / S + 1 个，除法用 Math.floor 向下取整。剩下的行和列用不到。',
    },
    ways: [
      ...sized(args => pooledSize(args, Math.ceil)),
      // Where size and stride are the same, H / S windows, not rounded down, are just as many.
      ...sized(([input, , stride]) => sizeOf(input, length => Math.ceil(length / stride))),
    ],
  },
  {
    id: 'last-window-missing',
    says: {
      en: 'Your output lacks its last row and column: the first window needs no step. Count the steps, (H - F) / S rounded down, and add 1. If your loop runs over the window’s upper edge, the last one is at top = H - F: write <=, not <.',
      zh: '输出少了最后一行和一列：第一个窗口不需要移动。先算移动次数 (H - F) / S（向下取整），再加 1。如果循环变量是窗口的上边缘，它最大可以是 top = H - F：要写 <=，而不是 <。',
    },
    ways: [Math.floor, Math.ceil].map(
      round => (args, give) =>
        pool(args, give, {
          size: sizeOf(args[0], length => round((length - args[1]) / args[2])),
        }),
    ),
  },
  {
    id: 'taken-for-square',
    says: {
      en: 'You take the input for square: your output has as many columns as rows. The columns of the input are input[0].length.',
      zh: '你把输入当成了正方形：输出的列数和行数一样。输入的列数是 input[0].length。',
    },
    ways: [
      (args, give) => {
        const [outHeight] = pooledSize(args);
        return pool(args, give, { size: [outHeight, outHeight] });
      },
    ],
  },
  {
    id: 'height-and-width-swapped',
    says: {
      en: 'Height and width are swapped in your output’s size. The number of rows comes from input.length, the number of columns from input[0].length.',
      zh: '计算输出大小时把高和宽弄反了。行数由 input.length 算出，列数由 input[0].length 算出。',
    },
    ways: [
      (args, give) => {
        const [outHeight, outWidth] = pooledSize(args);
        return pool(args, give, { size: [outWidth, outHeight] });
      },
    ],
  },
];
