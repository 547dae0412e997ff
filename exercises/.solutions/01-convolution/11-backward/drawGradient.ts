import { type Block, beside, drawMatrix, formatNumber, type Language } from '@featuremap/grader';
import { type Matrix, sum, windowProducts } from '../correlate.js';

/** The numbers of the output's gradient, and what they add up to. */
export function drawBiasGradient(outputGradient: Matrix, language: Language): Block {
  return [
    ...drawMatrix('outputGradient', outputGradient),
    '',
    sumLine(outputGradient.flat(), { en: 'all of its numbers add up to', zh: '所有数之和为' }[language]),
  ];
}

/** What a number of the kernel met in the input, the outputs' gradients, and their products. */
export function drawKernelGradient(
  input: Matrix,
  outputGradient: Matrix,
  [i, j]: readonly [number, number],
  language: Language,
): Block {
  const products = windowProducts(input, outputGradient, i, j);
  const met = (row: number, column: number) => products[row - i]?.[column - j] !== undefined;
  return [
    { en: `kernel[${i}][${j}] met the numbers in brackets`, zh: `kernel[${i}][${j}] 遇到了方括号内的数` }[
      language
    ],
    '',
    ...beside(
      drawMatrix('input', input, met),
      drawMatrix('outputGradient', outputGradient),
      drawMatrix({ en: 'products', zh: '乘积' }[language], products),
    ),
    '',
    sumLine(products.flat(), { en: 'the products add up to', zh: '乘积之和为' }[language]),
  ];
}

/** The outputs that a number of the input touched, what it was multiplied by for each, and the products. */
export function drawInputGradient(
  outputGradient: Matrix,
  kernel: Matrix,
  [y, x]: readonly [number, number],
  language: Language,
): Block {
  const touched = (row: number, column: number) => kernel[y - row]?.[x - column] !== undefined;
  const under = (i: number, j: number) => outputGradient[y - i]?.[x - j] !== undefined;
  const terms = outputGradient.flatMap((values, row) =>
    values.flatMap((gradient, column) => {
      if (!touched(row, column)) return [];
      const [i, j] = [y - row, x - column];
      const weight = kernel[i][j];
      const what = `outputGradient[${row}][${column}] * kernel[${i}][${j}]`;
      return [{ what, gradient, weight, product: gradient * weight }];
    }),
  );
  const [gradients, weights, products] = [
    aligned(terms.map(({ gradient }) => gradient)),
    aligned(terms.map(({ weight }) => weight)),
    aligned(terms.map(({ product }) => product)),
  ];
  return [
    {
      en: `input[${y}][${x}] touched the outputs in brackets, times the kernel’s numbers in brackets`,
      zh: `input[${y}][${x}] 通过核中方括号内的数，影响了方括号内的输出`,
    }[language],
    '',
    ...beside(
      drawMatrix('outputGradient', outputGradient, touched),
      drawMatrix({ en: 'kernel', zh: '核' }[language], kernel, under),
    ),
    '',
    ...terms.map(({ what }, term) => `${what} = ${gradients[term]} * ${weights[term]} = ${products[term]}`),
    sumLine(
      terms.map(({ product }) => product),
      { en: 'the products add up to', zh: '乘积之和为' }[language],
    ),
  ];
}

/** Numbers as texts of the same width. */
function aligned(numbers: readonly number[]): string[] {
  const texts = numbers.map(formatNumber);
  const longest = Math.max(...texts.map(text => text.length));
  return texts.map(text => text.padStart(longest));
}

function sumLine(numbers: readonly number[], words: string): string {
  return `${words} ${formatNumber(sum(numbers))}`;
}
