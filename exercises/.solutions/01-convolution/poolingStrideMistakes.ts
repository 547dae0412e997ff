import { grid } from './correlate.js';
import { type PoolArgs, pool, pooledSize, windowNumbers } from './pooling.js';
import type { LayoutMistake } from './poolingMistakes.js';

/** A pooling with another distance from window to window, and in the sense of its own size where none is given. */
const strided = (
  args: PoolArgs,
  [down, right]: readonly [number, number],
  size = pooledSize(args),
): Parameters<typeof pool>[2] => ({
  size,
  window: (row, column) => windowNumbers(args[0], args[1], row * down, column * right),
});

/** The output's size with another stride in each direction. */
const sizeWith = ([input, poolSize]: PoolArgs, [down, right]: readonly [number, number]) =>
  [pooledSize([input, poolSize, down])[0], pooledSize([input, poolSize, right])[1]] as const;

/** What goes wrong with the stride of a pooling. */
export const poolingStrideMistakes: readonly LayoutMistake[] = [
  {
    id: 'stride-ignored',
    says: {
      en: 'The stride is ignored: your windows lie one apart. With a stride of S the next window begins S further on, and fewer of them fit.',
      zh: '没有用到步幅：你的窗口每次只移动一格。步幅为 S 时，下一个窗口要往后移 S 格，能放下的窗口也更少。',
    },
    ways: [([input, poolSize], give) => pool([input, poolSize, 1], give)],
  },
  {
    id: 'stride-of-pool-size',
    says: {
      en: 'Your windows lie side by side: you move by poolSize. The distance from one window to the next is the parameter stride; only where both are equal do windows touch without an overlap.',
      zh: '你的窗口一个挨一个：每次移动 poolSize 格。窗口之间的距离应是参数 stride；只有两者相等时，窗口才恰好相接而不重叠。',
    },
    ways: [
      ([input, poolSize], give) => pool([input, poolSize, poolSize], give),
      (args, give) => pool(args, give, strided(args, [args[1], args[1]])),
    ],
  },
  {
    id: 'pool-size-of-stride',
    says: {
      en: 'Your window is stride wide and stride high. Its size is the parameter poolSize; the stride only says how far it moves.',
      zh: '你的窗口边长是 stride。窗口的大小应是参数 poolSize；stride 只表示窗口移动多远。',
    },
    ways: [
      ([input, , stride], give) => pool([input, stride, stride], give),
      ([input, poolSize, stride], give) => pool([input, stride, stride], numbers => give(numbers, poolSize)),
      (args, give) => {
        const [input, , stride] = args;
        const window = (row: number, column: number) =>
          windowNumbers(input, stride, row * stride, column * stride);
        return pool(args, give, { window });
      },
    ],
  },
  {
    id: 'pool-size-and-stride-swapped',
    says: {
      en: 'poolSize and stride have changed places: your window is stride wide and moves by poolSize. It is poolSize wide and moves by stride.',
      zh: 'poolSize 和 stride 弄反了：你的窗口边长是 stride，每次移动 poolSize 格。应当边长是 poolSize，每次移动 stride 格。',
    },
    ways: [([input, poolSize, stride], give) => pool([input, stride, poolSize], give)],
  },
  {
    id: 'stride-on-rows-only',
    says: {
      en: 'Only the rows are strided. The stride holds in both directions: columns too.',
      zh: '只有行用了步幅。两个方向都要用步幅：列也一样。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [args[2], 1], sizeWith(args, [args[2], 1])))],
  },
  {
    id: 'stride-on-columns-only',
    says: {
      en: 'Only the columns are strided. The stride holds in both directions: rows too.',
      zh: '只有列用了步幅。两个方向都要用步幅：行也一样。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [1, args[2]], sizeWith(args, [1, args[2]])))],
  },
  {
    id: 'windows-not-strided',
    says: {
      en: 'Your output has the right size, but its windows lie one apart. output[row][column] belongs to the window that begins at input[row * stride][column * stride].',
      zh: '输出的大小对了，但窗口每次只移动一格。output[row][column] 对应的窗口从 input[row * stride][column * stride] 开始。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [1, 1]))],
  },
  {
    id: 'columns-not-strided',
    says: {
      en: 'Your output has the right size and its rows are strided, but from column to column the window moves by one only. It begins at column * stride, as it begins at row * stride.',
      zh: '输出的大小对了，行也用了步幅，但从一列到下一列，窗口只移动一格。窗口的左边从 column * stride 开始，正如上边从 row * stride 开始。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [args[2], 1]))],
  },
  {
    id: 'rows-not-strided',
    says: {
      en: 'Your output has the right size and its columns are strided, but from row to row the window moves by one only. It begins at row * stride, as it begins at column * stride.',
      zh: '输出的大小对了，列也用了步幅，但从一行到下一行，窗口只移动一格。窗口的上边从 row * stride 开始，正如左边从 column * stride 开始。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [1, args[2]]))],
  },
  {
    id: 'window-does-not-move',
    says: {
      en: 'Every window of yours is the one in the upper left corner. The window of output[row][column] begins at input[row * stride][column * stride].',
      zh: '你的窗口一直停在左上角。output[row][column] 的窗口应从 input[row * stride][column * stride] 开始。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [0, 0]))],
  },
  {
    id: 'window-moves-one-way',
    says: {
      en: 'Your window moves down but never to the right: it always begins in the first column. It begins at column * stride.',
      zh: '你的窗口只往下移，从不往右移：它总是从第一列开始。应从 column * stride 开始。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [args[2], 0]))],
  },
  {
    id: 'window-moves-one-way',
    says: {
      en: 'Your window moves to the right but never down: it always begins in the first row. It begins at row * stride.',
      zh: '你的窗口只往右移，从不往下移：它总是从第一行开始。应从 row * stride 开始。',
    },
    ways: [(args, give) => pool(args, give, strided(args, [0, args[2]]))],
  },
  {
    id: 'window-spread',
    says: {
      en: 'The stride is inside of your window: you read input[… + i * stride], which pulls its numbers apart. They lie side by side: input[row * stride + i]. The stride moves the window as a whole.',
      zh: '步幅用到了窗口内部：你读的是 input[… + i * stride]，把窗口里的数拉开了。它们应当挨在一起：input[row * stride + i]。步幅移动的是整个窗口。',
    },
    ways: [(args, give) => pool(args, give, { window: (row, column) => spread(args, row, column) })],
  },
  {
    id: 'stride-taken-twice',
    says: {
      en: 'The stride is taken twice: once in the output’s size, and once more in a loop that steps by stride. There are (H - F) / S + 1 rows, numbered 0, 1, 2, …: let the loops step by 1, and begin the window at row * stride.',
      zh: '步幅用了两次：算输出大小时一次，循环每步又加 stride 一次。输出有 (H - F) / S + 1 行，编号是 0、1、2、…：让循环每步加 1，窗口从 row * stride 开始。',
    },
    ways: [1, 2].map(times => (args, give) => {
      const [input, poolSize, stride] = args;
      const [outHeight, outWidth] = pooledSize(args);
      return pool(args, give, {
        size: [Math.ceil(outHeight / stride), Math.ceil(outWidth / stride)],
        window: (row, column) =>
          windowNumbers(input, poolSize, row * stride ** times, column * stride ** times),
      });
    }),
  },
  {
    id: 'gaps-in-output',
    says: {
      en: 'Your output has gaps: row and column go 0, S, 2S, …, and you store at output[row][column]. The windows are S apart, their results lie side by side: push them, or count rows and columns 0, 1, 2, … and begin the window at row * stride.',
      zh: '你的输出有空缺：row 和 column 取 0、S、2S、…，结果却存到 output[row][column]。窗口之间相距 S，结果却要紧挨着放：用 push，或者让行和列按 0、1、2、… 计数，窗口从 row * stride 开始。',
    },
    ways: [
      (args, give) => {
        const output: number[][] = [];
        for (const [row, values] of pool(args, give).entries()) {
          const gaps: number[] = [];
          for (const [column, value] of values.entries()) gaps[column * args[2]] = value;
          output[row * args[2]] = gaps;
        }
        return output;
      },
    ],
  },
];

/** A window whose numbers lie a stride apart. */
function spread([input, poolSize, stride]: PoolArgs, top: number, left: number): number[] {
  return grid(poolSize, poolSize, (i, j) => input[top + i * stride][left + j * stride]).flat();
}
