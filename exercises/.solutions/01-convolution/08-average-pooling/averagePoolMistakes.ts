import type { Mistake, Text } from '@featuremap/grader';
import { sum, width } from '../correlate.js';
import { average, type Give, largest, type PoolArgs, pool } from '../pooling.js';
import { poolingMistakes } from '../poolingMistakes.js';
import { says } from '../says.js';

/** A window's sum divided by something else. */
const dividedBy =
  (count: (...args: PoolArgs) => number): Mistake<PoolArgs>['instead'] =>
  (...args) =>
    pool(args, numbers => sum(numbers) / count(...args));

const overFullWindow: Give = (numbers, poolSize) => sum(numbers) / (poolSize * poolSize);

const dividedBySide: Text = {
  en: 'You divide by the side of the window, poolSize, or by the stride. A window of F rows and F columns holds F * F numbers: divide by poolSize * poolSize.',
  zh: '你除的是窗口的边长 poolSize，或者步幅。F 行 F 列的窗口里有 F * F 个数：要除以 poolSize * poolSize。',
};

const dividedWhileAdding: Text = {
  en: 'You divide while you are still adding, so that numbers that came early are divided again and again and count less. Add up the whole window first, and divide once.',
  zh: '你一边加一边除，先加进去的数被反复地除，分量越来越小。先把整个窗口加完，再除一次。',
};

/** An average that is divided again with every number or every row. */
const whileAdding = (
  step: (total: number, value: number, poolSize: number) => number,
  byRows: boolean,
): Give => {
  return (numbers, poolSize) => {
    const rows = Array.from({ length: poolSize }, (_, i) => numbers.slice(i * poolSize, (i + 1) * poolSize));
    const values = byRows ? rows.map(sum) : numbers;
    return values.reduce((total, value) => step(total, value, poolSize), 0);
  };
};

/** What goes wrong with the average of each window, and with the windows themselves. */
export const averagePoolMistakes: readonly Mistake<PoolArgs>[] = [
  {
    id: 'not-divided',
    says: {
      en: 'These are the sums of the windows. An average is the sum divided by how many numbers there are: poolSize * poolSize.',
      zh: '这些是窗口的和。平均值要用和除以数的个数：poolSize * poolSize。',
    },
    instead: dividedBy(() => 1),
  },
  { id: 'divided-by-side', says: dividedBySide, instead: dividedBy((_, poolSize) => poolSize) },
  { id: 'divided-by-side', says: dividedBySide, instead: dividedBy((_input, _, stride) => stride) },
  {
    id: 'divided-by-twice-pool-size',
    says: {
      en: 'You divide by 2 * poolSize, which is right for a window of 2×2 only. A window of F rows and F columns holds F * F numbers: divide by poolSize * poolSize.',
      zh: '你除的是 2 * poolSize，只有 2×2 的窗口才碰巧对。F 行 F 列的窗口里有 F * F 个数：要除以 poolSize * poolSize。',
    },
    instead: dividedBy((_, poolSize) => 2 * poolSize),
  },
  {
    id: 'xor-for-power',
    says: {
      en: 'In TypeScript ^ is not a power: it compares bits, and 2 ^ 2 is 0. Write poolSize * poolSize or poolSize ** 2.',
      zh: 'TypeScript 里的 ^ 不是乘方，而是按位异或：2 ^ 2 等于 0。请写 poolSize * poolSize 或 poolSize ** 2。',
    },
    instead: dividedBy((_, poolSize) => poolSize ^ 2),
  },
  {
    id: 'divided-by-stride-squared',
    says: {
      en: 'You divide by stride * stride. The stride says how far a window moves, not how many numbers are in it: divide by poolSize * poolSize.',
      zh: '你除的是 stride * stride。步幅只说明窗口移动多远，和窗口里有多少个数无关：要除以 poolSize * poolSize。',
    },
    instead: dividedBy((_input, _, stride) => stride * stride),
  },
  {
    id: 'divided-by-input-size',
    says: {
      en: 'You divide by how many numbers the whole input has. Each average is of one window only: divide by poolSize * poolSize.',
      zh: '你除的是整个输入中数的个数。每个平均值只属于一个窗口：要除以 poolSize * poolSize。',
    },
    instead: dividedBy(input => input.length * width(input)),
  },
  {
    id: 'sum-not-reset',
    says: says['sum-not-reset'],
    instead: (...args) => {
      let total = 0;
      return pool(args, (numbers, poolSize) => {
        total += sum(numbers);
        return total / (poolSize * poolSize);
      });
    },
  },
  {
    id: 'sum-reset-too-often',
    says: {
      en: 'Your sum starts again at 0 with every row of the window, so only the last row counts. One sum belongs to the whole window: put `let sum = 0` before both loops over the window.',
      zh: '窗口每换一行，你的和就又从 0 开始，结果只剩下最后一行。整个窗口共用一个和：把 `let sum = 0` 放到遍历窗口的两层循环之前。',
    },
    instead: (...args) =>
      pool(args, (numbers, poolSize) => sum(numbers.slice(-poolSize)) / (poolSize * poolSize)),
  },
  {
    id: 'last-number-only',
    says: {
      en: 'Each output element is made of the last number of its window alone. Add the numbers up: `sum +=`, not `sum =`.',
      zh: '每个输出元素都只用了窗口里的最后一个数。要把各个数累加起来：写 `sum +=`，而不是 `sum =`。',
    },
    instead: (...args) => pool(args, (numbers, poolSize) => numbers.at(-1)! / (poolSize * poolSize)),
  },
  ...[
    whileAdding((total, value) => (total + value) / 2, false),
    whileAdding((total, value, poolSize) => (total + value) / (poolSize * poolSize), false),
    whileAdding((total, value, poolSize) => (total + value) / poolSize, true),
    whileAdding((total, value, poolSize) => (total + value) / (poolSize * poolSize), true),
  ].map(give => ({
    id: 'divided-while-adding',
    says: dividedWhileAdding,
    instead: (...args: PoolArgs) => pool(args, give),
  })),
  ...[Math.floor, Math.round, Math.trunc, Math.ceil].map(round => ({
    id: 'rounded',
    says: {
      en: 'You round your averages to whole numbers. Pooling keeps what is behind the point: 7 / 4 is 1.75. Only the output’s size is rounded.',
      zh: '你把平均值取整了。池化要保留小数：7 / 4 就是 1.75。要取整的只有输出的大小。',
    },
    instead: (...args: PoolArgs) => pool(args, (...window) => round(average(...window))),
  })),
  {
    id: 'maximum-instead',
    says: {
      en: 'You take the largest number of each window. That is max pooling, the next exercise; here it is the average.',
      zh: '你取的是窗口中最大的数。那是下一个练习的最大池化；这里要的是平均值。',
    },
    instead: (...args) => pool(args, largest),
  },
  ...poolingMistakes(average, overFullWindow),
];
