import { type Block, beside, drawMatrix, formatNumber, type Matrix } from './picture.js';
import type { Language } from './text.js';
import { wrapLine } from './wrapLine.js';

/** One window of an input and what it is multiplied by. */
export interface WindowPicture {
  /** The input with its padding, if it has any. */
  readonly input: Matrix;
  /** What the window is multiplied by. */
  readonly kernel: Matrix;
  /** The row of the window's upper edge. */
  readonly top: number;
  /** The column of the window's left edge. */
  readonly left: number;
  /** The language of the headings. */
  readonly language: Language;
}

const words = {
  en: { input: 'input, the window in brackets', kernel: 'kernel', products: 'products' },
  zh: { input: '输入（方括号内是窗口）', kernel: '核', products: '乘积' },
} as const;

/**
 * Draws a convolution's input with the window marked, the kernel beside it, and the products.
 *
 * @example
 * drawWindow({ input: [[1, 2, 3], [4, 5, 6]], kernel: [[1, 0], [0, 1]], top: 0, left: 1, language: 'en' });
 */
export function drawWindow({ input, kernel, top, left, language }: WindowPicture): Block {
  const { input: inputWord, kernel: kernelWord, products: productsWord } = words[language];
  const products = kernel.map((row, i) => row.map((weight, j) => weight * (input[top + i]?.[left + j] ?? 0)));
  const inside = (row: number, column: number) => products[row - top]?.[column - left] !== undefined;
  return beside(
    drawMatrix(inputWord, input, inside),
    drawMatrix(kernelWord, kernel),
    drawMatrix(productsWord, products),
  );
}

/** What fits into a terminal of 80 columns where the text is indented by two. */
const lineWidth = 78;

/** The sum of a matrix written out, such as `3 + 0 - 2 = 1`, on as many lines as a terminal needs. */
export function sumLine(matrix: Matrix): string {
  const numbers = matrix.flat();
  const terms = numbers.map((value, index) => {
    if (index === 0) return formatNumber(value);
    return value < 0 ? `- ${formatNumber(-value)}` : `+ ${formatNumber(value)}`;
  });
  const sum = formatNumber(numbers.reduce((sum, value) => sum + value, 0));
  return wrapLine(`${terms.join(' ')} = ${sum}`, lineWidth).join('\n');
}
