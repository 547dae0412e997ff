import type { Mistake, Text } from '@featuremap/grader';
import { sum } from '../correlate.js';
import { average, type Give, largest, type PoolArgs, pool } from '../pooling.js';
import { poolingMistakes } from '../poolingMistakes.js';

/** The rows of a window, which has its numbers row by row. */
const rowsOf = (numbers: readonly number[], poolSize: number) =>
  Array.from({ length: poolSize }, (_, i) => numbers.slice(i * poolSize, (i + 1) * poolSize));

/** As a loop with a comparison finds it: what is not there is never larger. */
const largestByComparing: Give = numbers => Math.max(...numbers.filter(value => value !== undefined));

const byMagnitude = (numbers: readonly number[]) =>
  numbers.reduce((found, value) => (Math.abs(value) > Math.abs(found) ? value : found));

/** The largest number since `starts`, which is asked with the row and the column of the output. */
const carriedOver = (starts: (row: number, column: number) => boolean): Mistake<PoolArgs>['instead'] => {
  return (...args) => {
    let found = -Infinity;
    return pool(args, largest).map((values, row) =>
      values.map((value, column) => {
        found = starts(row, column) ? value : Math.max(found, value);
        return found;
      }),
    );
  };
};

const notReset: Text = {
  en: 'Your largest number carries over from one window to the next, so the output never gets smaller. Each window starts afresh: put `let largest = -Infinity` inside the loops over rows and columns of the output.',
  zh: '上一个窗口的最大值带到了下一个窗口，所以输出只增不减。每个窗口都要重新开始：把 `let largest = -Infinity` 放进遍历输出行、列的循环里面。',
};

const comparedTheWrongWay: Text = {
  en: 'You keep the smaller number: your comparison points the wrong way. Start at -Infinity, and keep a value where it is larger than the largest so far: value > largest.',
  zh: '你留下的是较小的数：比较的方向反了。从 -Infinity 开始，只有比目前的最大值更大时才留下：value > largest。',
};

const ofMagnitude: Text = {
  en: 'You compare the numbers without their signs. -7 is smaller than 2, however far from 0 it is: leave Math.abs out.',
  zh: '你比较时去掉了正负号。-7 离 0 再远，也比 2 小：不要用 Math.abs。',
};

/** What is made of a window instead of its largest number. */
const otherwise = (id: string, says: Text, give: Give): Mistake<PoolArgs> => ({
  id,
  says,
  instead: (...args) => pool(args, give),
});

/** What goes wrong with the largest number of each window, and with the windows themselves. */
export const maxPoolMistakes: readonly Mistake<PoolArgs>[] = [
  otherwise(
    'starts-at-zero',
    {
      en: 'Your largest number starts at 0, and where all numbers of a window are below 0 none of them comes up to it. Start at -Infinity, or at the first number of the window. (Number.MIN_VALUE does not help: it is the smallest number above 0.)',
      zh: '你的最大值从 0 开始，如果窗口里的数都小于 0，就没有一个比它大。请从 -Infinity 开始，或者从窗口的第一个数开始。（Number.MIN_VALUE 也不行：它是大于 0 的最小的数。）',
    },
    numbers => Math.max(0, ...numbers),
  ),
  {
    id: 'starts-at-first-of-input',
    says: {
      en: 'Your largest number starts at input[0][0] in every window, and where that is larger than the whole window it stays. Start at a number of the window, input[top][left], or at -Infinity.',
      zh: '你在每个窗口里都从 input[0][0] 开始比较，如果它比整个窗口都大，就会一直留着。请从窗口自己的数 input[top][left] 开始，或者从 -Infinity 开始。',
    },
    instead: (...args) => pool(args, numbers => Math.max(args[0][0][0], ...numbers)),
  },
  { id: 'largest-not-reset', says: notReset, instead: carriedOver((row, column) => row + column === 0) },
  { id: 'largest-not-reset', says: notReset, instead: carriedOver((_, column) => column === 0) },
  otherwise(
    'largest-reset-too-often',
    {
      en: 'You begin again with every row of the window, so only its last row counts. One largest number belongs to the whole window: start it before both loops over the window.',
      zh: '窗口每换一行你就重新开始，结果只剩下最后一行。整个窗口共用一个最大值：在遍历窗口的两层循环之前赋初值。',
    },
    (numbers, poolSize) => largest(numbers.slice(-poolSize), poolSize),
  ),
  otherwise('smallest-instead', comparedTheWrongWay, numbers => Math.min(...numbers)),
  otherwise('smallest-instead', comparedTheWrongWay, () => -Infinity),
  otherwise('signs-ignored', ofMagnitude, numbers => Math.abs(byMagnitude(numbers))),
  otherwise('signs-ignored', ofMagnitude, byMagnitude),
  otherwise(
    'average-instead',
    {
      en: 'You return the average of each window. That was the exercise before; here it is the largest of its numbers.',
      zh: '你返回的是每个窗口的平均值。那是上一个练习；这里要的是窗口中最大的数。',
    },
    average,
  ),
  otherwise(
    'sum-instead',
    {
      en: 'You add up the numbers of each window. Nothing is added here: keep the largest of them.',
      zh: '你把窗口里的数加了起来。这里什么都不用加：只留下最大的那个数。',
    },
    sum,
  ),
  otherwise(
    'largest-row-average',
    {
      en: 'You take the average of each row of the window, and the largest of these. The largest number is looked for among all numbers of the window, without averages.',
      zh: '你先求窗口每一行的平均值，再取其中最大的。应当直接在窗口所有的数里找最大的，不用求平均。',
    },
    (numbers, poolSize) => Math.max(...rowsOf(numbers, poolSize).map(row => average(row, poolSize))),
  ),
  otherwise(
    'average-of-row-maxima',
    {
      en: 'You take the largest number of each row of the window, and then their average. Take the largest of them once more.',
      zh: '你先取窗口每一行的最大值，再求它们的平均。应当再取一次最大值。',
    },
    (numbers, poolSize) =>
      average(
        rowsOf(numbers, poolSize).map(row => Math.max(...row)),
        poolSize,
      ),
  ),
  otherwise(
    'last-number-only',
    {
      en: 'Each output element is the last number of its window: nothing is compared. Keep a value only where it is larger than the largest so far.',
      zh: '每个输出元素都只是窗口里的最后一个数：没有比较。只有比目前的最大值更大时才留下。',
    },
    numbers => numbers.at(-1)!,
  ),
  otherwise(
    'sorted-as-text',
    {
      en: 'Your numbers are sorted as text: without an argument sort puts 10 before 9, as a dictionary does. Write sort((a, b) => a - b), or better, do not sort: one look at each number is enough.',
      zh: '你的数是按文本排序的：sort 不带参数时，会像字典那样把 10 排在 9 前面。请写 sort((a, b) => a - b)；更好的办法是不排序：每个数看一遍就够了。',
    },
    numbers => [...numbers].sort().at(-1)!,
  ),
  otherwise(
    'array-given-to-max',
    {
      en: 'Math.max takes numbers, not an array, and of an array it makes NaN. Spread the window, and its rows as well: Math.max(...window.flat()).',
      zh: 'Math.max 要的是一个个数，而不是数组，给它数组只会得到 NaN。要把窗口连同各行都展开：Math.max(...window.flat())。',
    },
    () => Number.NaN,
  ),
  ...poolingMistakes(largest, largestByComparing),
];
