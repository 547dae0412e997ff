import type { Mistake, Text } from '@featuremap/grader';
import { grid, type Matrix, sum, transposed, width } from '../correlate.js';
import { matmul } from '../im2col.js';

/** What matmul takes. */
export type MatmulArgs = readonly [a: Matrix, b: Matrix];

/** A product with another sum over k for each place. */
const summed = (
  rows: number,
  columns: number,
  count: number,
  product: (m: number, n: number, k: number) => number,
) => grid(rows, columns, (m, n) => sum(Array.from({ length: count }, (_, k) => product(m, n, k))));

const bTransposed: Text = {
  en: 'You multiply rows of a by rows of b: you read b[n][k]. It is the columns of b that they meet. k counts along a row of a and down a column of b: a[m][k] * b[k][n].',
  zh: '你是用 a 的行乘 b 的行：你读的是 b[n][k]。a 的行要乘的是 b 的列。k 沿着 a 的行往右数，沿着 b 的列往下数：a[m][k] * b[k][n]。',
};

const sumNotReset: Text = {
  en: 'Your sum carries over from one number of the product to the next. Each one starts its own sum at 0: put `let sum = 0` inside of the loops over m and n.',
  zh: '上一个数的和带到了下一个数。乘积里的每个数都要从 0 开始累加：把 `let sum = 0` 放进遍历 m 和 n 的循环里面。',
};

const loopsMixedUp: Text = {
  en: 'One of your loops runs to the wrong length. m runs over the rows of a, a.length; n over the columns of b, b[0].length; k over what both have in common, b.length, which is also a[0].length.',
  zh: '有一层循环的长度不对。m 遍历 a 的行，共 a.length 个；n 遍历 b 的列，共 b[0].length 个；k 遍历两者共有的那一维，共 b.length 个，也就是 a[0].length。',
};

const rowsShared: Text = {
  en: 'All rows of your product are one and the same array: fill puts the array that it gets into every place. Make one for each row: Array.from({ length: M }, () => new Array(N).fill(0)).',
  zh: '你的乘积里各行其实是同一个数组：fill 会把同一个数组放到每个位置。每一行都要新建：Array.from({ length: M }, () => new Array(N).fill(0))。',
};

/** What goes wrong with a product of two matrices. */
export const matmulMistakes: readonly Mistake<MatmulArgs>[] = [
  {
    id: 'b-transposed',
    says: bTransposed,
    instead: (a, b) => summed(a.length, width(b), b.length, (m, n, k) => a[m][k] * b[n][k]),
  },
  {
    id: 'b-transposed',
    says: bTransposed,
    instead: (a, b) => summed(a.length, b.length, width(a), (m, n, k) => a[m][k] * b[n][k]),
  },
  {
    id: 'b-transposed',
    says: bTransposed,
    instead: (a, b) => summed(a.length, b.length, width(b), (m, n, k) => a[m][k] * b[n][k]),
  },
  {
    id: 'a-transposed',
    says: {
      en: 'You read a[k][m]: rows and columns of a are swapped. k counts along a row of a: a[m][k] * b[k][n].',
      zh: '你读的是 a[k][m]：a 的行和列颠倒了。k 沿着 a 的行往右数：a[m][k] * b[k][n]。',
    },
    instead: (a, b) => summed(a.length, width(b), b.length, (m, n, k) => a[k][m] * b[k][n]),
  },
  {
    id: 'element-by-element',
    says: {
      en: 'You multiply the numbers that lie on each other. In a product of matrices every number is a sum: row m of a meets column n of b, number by number, Σ a[m][k] * b[k][n].',
      zh: '你把同一位置的两个数相乘了。矩阵乘积里的每个数都是一个和：a 的第 m 行和 b 的第 n 列逐个相乘再相加，Σ a[m][k] * b[k][n]。',
    },
    instead: (a, b) => grid(a.length, width(b), (m, n) => a[m][n] * b[m][n]),
  },
  {
    id: 'matmul-sum-not-reset',
    says: sumNotReset,
    instead: (a, b) => {
      let total = 0;
      return matmul(a, b).map(row =>
        row.map(value => {
          total += value;
          return total;
        }),
      );
    },
  },
  {
    id: 'matmul-sum-not-reset',
    says: sumNotReset,
    instead: (a, b) =>
      matmul(a, b).map(row => {
        let total = 0;
        return row.map(value => {
          total += value;
          return total;
        });
      }),
  },
  {
    id: 'last-product-only',
    says: {
      en: 'Each number of your product is only the last of the products that it is the sum of. Add them up: `+=`, not `=`.',
      zh: '你的乘积里每个数都只是最后一项。要把各项加起来：写 `+=`，而不是 `=`。',
    },
    instead: (a, b) => grid(a.length, width(b), (m, n) => a[m].at(-1)! * b.at(-1)![n]),
  },
  {
    id: 'rows-shared',
    says: rowsShared,
    instead: (a, b) => {
      const product = matmul(a, b);
      return product.map(() => product.at(-1));
    },
  },
  {
    id: 'rows-shared',
    says: rowsShared,
    instead: (a, b) => {
      const sums = transposed(matmul(a, b)).map(sum);
      return a.map(() => sums);
    },
  },
  {
    id: 'product-transposed',
    says: {
      en: 'Your numbers are right, but rows and columns of the product are swapped: row m of a gives row m of the product.',
      zh: '数都对，但乘积的行和列颠倒了：a 的第 m 行得到乘积的第 m 行。',
    },
    instead: (a, b) => transposed(matmul(a, b)),
  },
  {
    id: 'factors-swapped',
    says: {
      en: 'You multiply b by a. The order matters for matrices: rows of a, columns of b.',
      zh: '你算的是 b 乘 a。矩阵相乘要讲顺序：取 a 的行、b 的列。',
    },
    instead: (a, b) => matmul(b, a),
  },
  {
    id: 'product-flat',
    says: {
      en: 'Your numbers are right, but they lie in one long row. Begin a new array for every row of a.',
      zh: '数都对，但都排在了一长行里。a 的每一行要新建一个数组。',
    },
    instead: (a, b) => matmul(a, b).flat(),
  },
  ...[(a: Matrix) => a.length, (_: Matrix, b: Matrix) => width(b)].map(count => ({
    id: 'loops-mixed-up',
    says: loopsMixedUp,
    instead: (a: Matrix, b: Matrix) =>
      summed(a.length, width(b), count(a, b), (m, n, k) => a[m][k] * b[k][n]),
  })),
  {
    id: 'loops-mixed-up',
    says: loopsMixedUp,
    instead: (a, b) => summed(a.length, width(a), b.length, (m, n, k) => a[m][k] * b[k][n]),
  },
  {
    id: 'loops-mixed-up',
    says: loopsMixedUp,
    instead: (a, b) => summed(a.length, a.length, b.length, (m, n, k) => a[m][k] * b[k][n]),
  },
];
