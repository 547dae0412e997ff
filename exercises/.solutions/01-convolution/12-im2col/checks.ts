import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { type Im2colArgs, im2col, matmul } from '../im2col.js';
import { tfConvolve } from '../tensorflowChannels.js';
import { type CorrelateArgs, correlateByProduct, correlateMistakes } from './correlateMistakes.js';
import { drawCorrelate, drawIm2col, drawMatmul } from './drawIm2col.js';
import { im2colMistakes } from './im2colMistakes.js';
import { type MatmulArgs, matmulMistakes } from './matmulMistakes.js';

const im2colCheck = (title: Text, cases: (random: Random) => readonly Im2colArgs[]): Check =>
  functionCheck<Im2colArgs>({
    title,
    name: 'im2col',
    parameters: ['input', 'kernelSize', 'stride'],
    cases,
    expected: im2col,
    mistakes: im2colMistakes,
    draw: ({ args, path: [row = 0], language }) => drawIm2col(args, row, language),
  });

const matmulCheck = (title: Text, cases: (random: Random) => readonly MatmulArgs[]): Check =>
  functionCheck<MatmulArgs>({
    title,
    name: 'matmul',
    parameters: ['a', 'b'],
    cases,
    expected: matmul,
    mistakes: matmulMistakes,
    draw: ({ args: [a, b], path: [m = 0, n = 0], language }) => drawMatmul(a, b, [m, n], language),
  });

const correlateCheck = (
  title: Text,
  cases: (random: Random) => readonly CorrelateArgs[],
  expected: (...args: CorrelateArgs) => number[][][] = correlateByProduct,
): Check =>
  functionCheck<CorrelateArgs>({
    title,
    name: 'correlate',
    parameters: ['input', 'kernels', 'stride'],
    cases,
    expected,
    mistakes: correlateMistakes,
    draw: ({ args, path: [oc = 0, row = 0, column = 0], language }) =>
      drawCorrelate(args, [oc, row, column], language),
  });

/** A check of a function that calls others: where one of these is at fault, its failure is the one to explain. */
const through = (parts: readonly Check[], { title, run }: Check): Check => ({
  title,
  run: async (learner, checkRun) => {
    const failure = await run(learner, checkRun);
    if (!failure) return undefined;
    for (const part of parts) {
      const cause = await part.run(learner, checkRun);
      if (cause) return cause;
    }
    return failure;
  },
});

const parts: readonly Check[] = [
  im2colCheck({ en: 'im2col makes every window a row', zh: 'im2col 把每个窗口变成一行' }, random => [
    [random.matrix([2, 3, 3], 0, 9), 2, 1],
    [random.matrix([2, 5, 4], 0, 9), 2, 1],
    [random.matrix([3, 4, 5], 0, 9), 3, 1],
  ]),
  im2colCheck({ en: 'im2col with a stride', zh: '带步幅的 im2col' }, random => [
    [random.matrix([2, 5, 5], 0, 9), 3, 2],
    [random.matrix([1, 7, 8], 0, 9), 3, 2],
    [random.matrix([2, 9, 5], 0, 9), 3, 2],
    [random.matrix([2, 5, 7], 0, 9), 2, 3],
  ]),
  matmulCheck({ en: 'matmul multiplies two matrices', zh: 'matmul 计算两个矩阵的乘积' }, random => [
    [random.matrix([2, 3], 1, 9), random.matrix([3, 2], 1, 9)],
    [random.matrix([3, 3]), random.matrix([3, 3])],
    [random.matrix([2, 4]), random.matrix([4, 3])],
    [random.matrix([4, 3]), random.matrix([3, 2])],
  ]),
];

/** What the exercise asks for. */
export const checks: readonly Check[] = [
  ...parts,
  through(
    parts,
    correlateCheck({ en: 'correlate puts both together', zh: 'correlate 把两者合起来' }, random => [
      [random.matrix([2, 3, 3], 0, 9), random.matrix([2, 2, 2, 2], -3, 3), 1],
      // As many kernels as each has numbers: the product is possible even where kernels are rows.
      [random.matrix([1, 4, 3], 0, 9), random.matrix([4, 1, 2, 2], -3, 3), 1],
      [random.matrix([2, 4, 6], 0, 9), random.matrix([3, 2, 2, 2], -3, 3), 2],
      [random.matrix([2, 5, 7], 0, 9), random.matrix([3, 2, 3, 3], -3, 3), 2],
    ]),
  ),
  through(
    parts,
    correlateCheck(
      { en: 'TensorFlow.js computes the same', zh: '与 TensorFlow.js 的结果一致' },
      random => [
        [random.matrix([3, 7, 9]), random.matrix([4, 3, 2, 2]), 1],
        [random.matrix([2, 8, 7]), random.matrix([3, 2, 3, 3]), 2],
        [random.matrix([1, 5, 4]), random.matrix([4, 1, 2, 2]), 1],
      ],
      (input, kernels, stride) =>
        tfConvolve(
          input,
          kernels,
          kernels.map(() => 0),
          stride,
        ),
    ),
  ),
];
