import type { Mistake, Text } from '@featuremap/grader';
import { grid, transposed } from './correlate.js';
import { type Give, type PoolArgs, pool } from './pooling.js';
import { poolingSizeMistakes } from './poolingSizeMistakes.js';
import { poolingStrideMistakes } from './poolingStrideMistakes.js';

/** A mistake in where the windows lie, whatever is made of each of them. */
export interface LayoutMistake {
  readonly id: string;
  readonly says: Text;
  /** What the function returns with it, in each of the ways in which learners make it. */
  readonly ways: readonly ((args: PoolArgs, give: Give) => unknown)[];
}

const layoutMistakes: readonly LayoutMistake[] = [
  ...poolingStrideMistakes,
  ...poolingSizeMistakes,
  {
    id: 'first-row-only',
    says: {
      en: 'Only the first row of each window counts. A window has poolSize rows and poolSize columns: go through all of its rows.',
      zh: '每个窗口只算了第一行。窗口有 poolSize 行、poolSize 列：每一行都要算进去。',
    },
    ways: [(args, give) => pool(args, (numbers, poolSize) => give(numbers.slice(0, poolSize), poolSize))],
  },
  {
    id: 'slice-ends-at-pool-size',
    says: {
      en: 'Your slices end at poolSize, so the windows further on are cut off or empty. The second argument of slice says where it ends, not how long it is: slice(top, top + poolSize).',
      zh: '你的 slice 都在 poolSize 处结束，所以靠后的窗口不是被截断就是空的。slice 的第二个参数是结束的位置，不是长度：slice(top, top + poolSize)。',
    },
    ways: [
      (args, give) => {
        const [input, poolSize, stride] = args;
        const window = (row: number, column: number) =>
          input.slice(row * stride, poolSize).flatMap(numbers => numbers.slice(column * stride, poolSize));
        return pool(args, give, { window });
      },
    ],
  },
  {
    id: 'input-transposed',
    says: {
      en: 'Rows and columns of your input are swapped: you read input[left + j][top + i]. The first index is the row: input[top + i][left + j].',
      zh: '输入的行和列颠倒了：你读的是 input[left + j][top + i]。第一个下标是行：input[top + i][left + j]。',
    },
    ways: [
      (args, give) => {
        const [input, poolSize, stride] = args;
        const window = (row: number, column: number) =>
          grid(poolSize, poolSize, (i, j) => input[column * stride + j][row * stride + i]).flat();
        return pool(args, give, { window });
      },
    ],
  },
  {
    id: 'output-transposed',
    says: {
      en: 'Your numbers are right, but rows and columns of the output are swapped. output[row][column] belongs to the window that begins at input[row * stride][column * stride].',
      zh: '数都对，但输出的行和列颠倒了。output[row][column] 对应的窗口从 input[row * stride][column * stride] 开始。',
    },
    ways: [(args, give) => transposed(pool(args, give))],
  },
  {
    id: 'output-flat',
    says: {
      en: 'Your numbers are right, but they lie in one long row. The output is an array of rows: begin a new array for every row, and push it when the row is finished.',
      zh: '数都对，但都排在了一长行里。输出是由行组成的数组：每一行新建一个数组，这一行算完再放进去。',
    },
    ways: [(args, give) => pool(args, give).flat()],
  },
];

/**
 * What goes wrong with the windows of a pooling.
 *
 * @param gives what learners make of a window; they differ where a window is not full
 */
export function poolingMistakes(...gives: readonly Give[]): Mistake<PoolArgs>[] {
  return layoutMistakes.flatMap(({ id, says, ways }) =>
    ways.flatMap(way => gives.map(give => ({ id, says, instead: (...args: PoolArgs) => way(args, give) }))),
  );
}
