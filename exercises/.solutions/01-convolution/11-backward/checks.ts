import { type Check, functionCheck, type Random, type Text } from '@featuremap/grader';
import { grid, type Matrix, width } from '../correlate.js';
import { finiteDifferences, lossOf } from '../finiteDifferences.js';
import { biasGradient, inputGradient, kernelGradient } from '../gradients.js';
import { tfInputGradient, tfKernelGradient } from '../tensorflowGradients.js';
import { biasGradientMistakes } from './biasGradientMistakes.js';
import { drawBiasGradient, drawInputGradient, drawKernelGradient } from './drawGradient.js';
import { inputGradientMistakes } from './inputGradientMistakes.js';
import { kernelGradientMistakes } from './kernelGradientMistakes.js';

type KernelArgs = readonly [input: Matrix, outputGradient: Matrix];
type InputArgs = readonly [outputGradient: Matrix, kernel: Matrix];

const biasCheck = (title: Text, cases: (random: Random) => readonly (readonly [Matrix])[]): Check =>
  functionCheck<readonly [outputGradient: Matrix]>({
    title,
    name: 'biasGradient',
    parameters: ['outputGradient'],
    cases,
    expected: biasGradient,
    mistakes: biasGradientMistakes,
    draw: ({ args: [outputGradient], language }) => drawBiasGradient(outputGradient, language),
  });

const kernelCheck = (
  title: Text,
  cases: (random: Random) => readonly KernelArgs[],
  expected: (...args: KernelArgs) => Matrix = kernelGradient,
): Check =>
  functionCheck<KernelArgs>({
    title,
    name: 'kernelGradient',
    parameters: ['input', 'outputGradient'],
    cases,
    expected,
    mistakes: kernelGradientMistakes,
    draw: ({ args: [input, outputGradient], path: [i = 0, j = 0], language }) =>
      drawKernelGradient(input, outputGradient, [i, j], language),
  });

const inputCheck = (
  title: Text,
  cases: (random: Random) => readonly InputArgs[],
  expected: (...args: InputArgs) => Matrix = inputGradient,
): Check =>
  functionCheck<InputArgs>({
    title,
    name: 'inputGradient',
    parameters: ['outputGradient', 'kernel'],
    cases,
    expected,
    mistakes: inputGradientMistakes,
    draw: ({ args: [outputGradient, kernel], path: [y = 0, x = 0], language }) =>
      drawInputGradient(outputGradient, kernel, [y, x], language),
  });

const zeros = (height: number, across: number) => grid(height, across, () => 0);

/** Measured at a kernel of zeros: the loss is straight in the kernel, so that its slope is the same everywhere. */
const measuredKernelGradient = (...[input, outputGradient]: KernelArgs) =>
  finiteDifferences(
    kernel => lossOf(input, kernel, outputGradient),
    zeros(input.length - outputGradient.length + 1, width(input) - width(outputGradient) + 1),
  );

/** Measured at an input of zeros, for the same reason. */
const measuredInputGradient = (...[outputGradient, kernel]: InputArgs) =>
  finiteDifferences(
    input => lossOf(input, kernel, outputGradient),
    zeros(outputGradient.length + kernel.length - 1, width(outputGradient) + width(kernel) - 1),
  );

/** What the exercise asks for. One case in each check has a kernel of one row, on which swapped arguments show. */
export const checks: readonly Check[] = [
  biasCheck({ en: 'biasGradient adds up over all outputs', zh: 'biasGradient 对所有输出求和' }, random => [
    [random.matrix([2, 2], 1, 9)],
    [random.matrix([3, 4])],
    [random.matrix([4, 2])],
  ]),
  kernelCheck(
    {
      en: 'kernelGradient adds up over all outputs',
      zh: 'kernelGradient 对所有输出求和',
    },
    random => [
      [random.matrix([4, 4], 0, 9), random.matrix([3, 3], 1, 4)],
      [random.matrix([5, 4], 0, 9), random.matrix([2, 3], -4, 4)],
      [random.matrix([2, 5], 0, 9), random.matrix([2, 3], -4, 4)],
    ],
  ),
  kernelCheck(
    { en: 'kernelGradient agrees with finite differences', zh: 'kernelGradient 与有限差分一致' },
    random => [
      [random.matrix([5, 6]), random.matrix([3, 4])],
      [random.matrix([3, 4]), random.matrix([3, 2])],
    ],
    measuredKernelGradient,
  ),
  kernelCheck(
    { en: 'kernelGradient agrees with TensorFlow.js', zh: 'kernelGradient 与 TensorFlow.js 一致' },
    random => [
      [random.matrix([9, 7]), random.matrix([5, 4])],
      [random.matrix([4, 8]), random.matrix([4, 5])],
    ],
    tfKernelGradient,
  ),
  inputCheck(
    {
      en: 'inputGradient adds up over the outputs that a number touched',
      zh: 'inputGradient 对用到每个数的那些输出求和',
    },
    random => [
      [random.matrix([3, 3], 1, 9), random.matrix([2, 2], 1, 4)],
      [random.matrix([4, 3], -9, -1), random.matrix([2, 3], 1, 4)],
      [random.matrix([2, 2], -9, -1), random.matrix([3, 2], -4, 4)],
    ],
  ),
  inputCheck(
    { en: 'inputGradient agrees with finite differences', zh: 'inputGradient 与有限差分一致' },
    random => [
      [random.matrix([3, 4]), random.matrix([2, 3])],
      [random.matrix([4, 2]), random.matrix([3, 3])],
    ],
    measuredInputGradient,
  ),
  inputCheck(
    { en: 'inputGradient agrees with TensorFlow.js', zh: 'inputGradient 与 TensorFlow.js 一致' },
    random => [
      [random.matrix([7, 4]), random.matrix([3, 3])],
      [random.matrix([5, 3]), random.matrix([2, 4])],
    ],
    tfInputGradient,
  ),
];
