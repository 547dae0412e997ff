import type { Mistake, Text } from '@featuremap/grader';
import type { Channels } from '../channels.js';
import { flipped, type Matrix, transposed, width } from '../correlate.js';
import { cut, im2col, kernelColumns, matmul, windowCount } from '../im2col.js';
import { says } from '../says.js';

/** What correlate takes. */
export type CorrelateArgs = readonly [input: Channels, kernels: readonly Channels[], stride: number];

const sideOf = (kernels: readonly Channels[]) => kernels[0][0].length;

const sizeOf = ([input, kernels, stride]: CorrelateArgs) => windowCount([input, sideOf(kernels), stride]);

/** Windows times kernels, `[OH · OW][OC]`. */
const productOf = ([input, kernels, stride]: CorrelateArgs, columns: Matrix = kernelColumns(kernels)) =>
  matmul(im2col(input, sideOf(kernels), stride), columns);

/** Each column of a product as a plane. */
const planes = (product: Matrix, outWidth: number) =>
  transposed(product).map(column => cut(column, outWidth));

/** The right result. */
export const correlateByProduct = (...args: CorrelateArgs): number[][][] =>
  planes(productOf(args), sizeOf(args)[1]);

/** With the numbers of the kernels in another order. */
const reordered =
  (flat: (kernel: Channels) => number[]): Mistake<CorrelateArgs>['instead'] =>
  (...args) =>
    planes(productOf(args, kernelColumns(args[1], flat)), sizeOf(args)[1]);

const kernelOrder: Text = {
  en: 'Your kernels’ numbers stand in another order than the windows’, so that numbers meet which do not belong together. Flatten both alike: channel after channel, and row after row within a channel: kernels[oc].flat(2).',
  zh: '你的核展平后的顺序和窗口不一样，相乘的数对不上号。两者要用同样的顺序展平：先逐个通道，通道内再逐行：kernels[oc].flat(2)。',
};

const cutWrong: Text = {
  en: 'You cut the planes to the wrong width. A row of the output has OW = (W - F) / S + 1 numbers, rounded down, and W is input[0][0].length.',
  zh: '你切分平面时用错了宽度。输出的一行有 OW = (W - F) / S + 1 个数（向下取整），其中 W 是 input[0][0].length。',
};

const strideIgnored: Text = {
  en: 'The stride does not arrive: pass it on to im2col, and work out the width of the output with it.',
  zh: '步幅没有起作用：要把它传给 im2col，计算输出的宽度时也要用到它。',
};

const kernelsNotTransposed: Text = {
  en: 'Your kernels are rows of the second matrix, [OC][C * F * F]. The product needs them as columns, [C * F * F][OC]: weights[k][oc] is number k of kernel oc.',
  zh: '你的核成了第二个矩阵的行，即 [OC][C * F * F]。乘积需要它们作为列，即 [C * F * F][OC]：weights[k][oc] 是第 oc 个核的第 k 个数。',
};

/** The product with the kernels as rows of the second matrix, as it is. */
const kernelsAsRowsReturned = (...args: CorrelateArgs) =>
  productOf(
    args,
    args[1].map(kernel => kernel.flat(2) as number[]),
  );

/** The same cut into planes. */
const kernelsAsRows = (...args: CorrelateArgs) =>
  planes(kernelsAsRowsReturned(...args), sizeOf(args)[1]).slice(0, args[1].length);

/** Planes cut to another width. */
const cutTo =
  (outWidth: (...args: CorrelateArgs) => number): Mistake<CorrelateArgs>['instead'] =>
  (...args) =>
    planes(productOf(args), outWidth(...args));

/** What goes wrong where im2col and matmul are put together. */
export const correlateMistakes: readonly Mistake<CorrelateArgs>[] = [
  {
    id: 'product-returned',
    says: {
      en: 'You return the product as it is, [OH * OW][OC]. Each of its columns is an output channel, whose rows lie one behind the other: take column oc, and cut it into OH rows of OW numbers.',
      zh: '你直接返回了乘积，它的形状是 [OH * OW][OC]。它的每一列是一个输出通道，各行首尾相接：取出第 oc 列，切成 OH 行，每行 OW 个数。',
    },
    instead: (...args) => productOf(args),
  },
  {
    id: 'planes-not-cut',
    says: {
      en: 'Each of your output channels is one long row. Cut it into OH rows of OW numbers.',
      zh: '你的每个输出通道都是一长行。要把它切成 OH 行，每行 OW 个数。',
    },
    instead: (...args) => transposed(productOf(args)),
  },
  {
    id: 'product-not-transposed',
    says: {
      en: 'You read the product row by row, so that the numbers of all output channels are mixed. An output channel is a column of the product, [OH * OW][OC]: take product[p][oc] for all p.',
      zh: '你是逐行读取乘积的，各输出通道的数混在了一起。乘积的形状是 [OH * OW][OC]，一个输出通道是其中一列：对所有 p 取 product[p][oc]。',
    },
    instead: (...args) => {
      const [outHeight, outWidth] = sizeOf(args);
      const numbers = productOf(args).flat();
      const size = outHeight * outWidth;
      return args[1].map((_, oc) => cut(numbers.slice(oc * size, (oc + 1) * size), outWidth));
    },
  },
  ...[false, true].flatMap(throws =>
    [kernelsAsRows, kernelsAsRowsReturned].map(instead => ({
      id: 'kernels-not-transposed',
      says: kernelsNotTransposed,
      instead: (...args: CorrelateArgs) => {
        // A product that goes along the rows of a runs out of rows of b.
        if (throws && args[1].length < args[1][0].flat(2).length) throw new TypeError();
        return instead(...args);
      },
    })),
  ),
  {
    id: 'one-kernel-for-all',
    says: {
      en: 'All of your output channels are the first column of the product. Output channel oc is column oc: product[p][oc].',
      zh: '你的输出通道取的都是乘积的第一列。第 oc 个输出通道是第 oc 列：product[p][oc]。',
    },
    instead: (...args) => {
      const all = correlateByProduct(...args);
      return all.map(() => all[0]);
    },
  },
  {
    id: 'kernel-order',
    says: kernelOrder,
    instead: reordered(kernel =>
      kernel[0].flatMap((row, i) => row.flatMap((_, j) => kernel.map(plane => plane[i][j]))),
    ),
  },
  {
    id: 'kernel-order',
    says: kernelOrder,
    instead: reordered(kernel => kernel.flatMap(plane => transposed(plane).flat())),
  },
  {
    id: 'kernel-flipped',
    says: says['kernel-flipped'],
    instead: reordered(kernel => kernel.flatMap(plane => flipped(plane).flat())),
  },
  {
    id: 'kernel-order',
    says: kernelOrder,
    instead: reordered(kernel => (kernel.flat(2) as number[]).reverse()),
  },
  {
    id: 'kernel-flat-once',
    says: {
      en: 'Your kernels are not quite flat, and a number times an array is NaN. flat() takes off one layer of arrays; a kernel [C][F][F] has two: kernels[oc].flat(2).',
      zh: '你的核没有完全展平，数乘数组得到的是 NaN。flat() 只去掉一层数组，而核 [C][F][F] 要去掉两层：kernels[oc].flat(2)。',
    },
    instead: (...args) =>
      correlateByProduct(...args).map(plane => plane.map(row => row.map(() => Number.NaN))),
  },
  { id: 'planes-cut-wrong', says: cutWrong, instead: cutTo((...args) => sizeOf(args)[0]) },
  { id: 'planes-cut-wrong', says: cutWrong, instead: cutTo(([plane]) => width(plane)) },
  {
    id: 'planes-cut-wrong',
    says: cutWrong,
    instead: cutTo((input, kernels) => sizeOf([input, kernels, 1])[1]),
  },
  {
    id: 'stride-ignored',
    says: strideIgnored,
    instead: (input, kernels) => correlateByProduct(input, kernels, 1),
  },
  {
    id: 'stride-ignored',
    says: strideIgnored,
    instead: (...args) => planes(productOf([args[0], args[1], 1]), sizeOf(args)[1]),
  },
  {
    id: 'planes-transposed',
    says: {
      en: 'Rows and columns of your planes are swapped. The windows came row by row, so the first OW numbers of a column are the plane’s first row.',
      zh: '你的平面行列颠倒了。窗口是逐行排列的，所以一列的前 OW 个数就是平面的第一行。',
    },
    instead: (...args) => correlateByProduct(...args).map(transposed),
  },
  {
    id: 'output-channels-last',
    says: {
      en: 'Your output is [row][column][channel]. Here the channel comes first: output[oc] is a whole plane.',
      zh: '你的输出是 [行][列][通道]。这里通道在最前面：output[oc] 是一整个平面。',
    },
    instead: (...args) => {
      const outWidth = sizeOf(args)[1];
      const product = productOf(args);
      return Array.from({ length: product.length / outWidth }, (_, row) =>
        product.slice(row * outWidth, (row + 1) * outWidth),
      );
    },
  },
];
