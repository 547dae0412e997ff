import { type Block, beside, drawMatrix, formatNumber, type Language, sumLine } from '@featuremap/grader';
import type { Matrix } from '../correlate.js';
import { type Im2colArgs, im2col, kernelColumns, windowAt, windowCount } from '../im2col.js';
import type { CorrelateArgs } from './correlateMistakes.js';

/** The window that belongs to a row of the matrix, marked in every channel, and the row that it becomes. */
export function drawIm2col(args: Im2colArgs, row: number, language: Language): Block {
  const [input, kernelSize, stride] = args;
  const outWidth = windowCount(args)[1];
  const place = [Math.floor(row / outWidth), row % outWidth];
  const [top, left] = place.map(index => index * stride);
  const inside = (r: number, c: number) =>
    r >= top && r < top + kernelSize && c >= left && c < left + kernelSize;
  const numbers = windowAt(input, kernelSize, top, left).map(plane =>
    plane.flat().map(formatNumber).join(' '),
  );
  const channel = { en: 'channel', zh: '通道' }[language];
  const headline = {
    en: `row ${row} of the matrix is the window of output[${place[0]}][${place[1]}], in brackets`,
    zh: `矩阵的第 ${row} 行是 output[${place[0]}][${place[1]}] 的窗口（方括号内）`,
  }[language];
  return [
    headline,
    '',
    ...beside(...input.map((plane, c) => drawMatrix(`${channel} ${c}`, plane, inside))),
    '',
    ...numbers.map((list, c) => `${channel} ${c}: ${list}`),
  ];
}

/** The row and the column that meet in one number of a product. */
export function drawMatmul(
  a: Matrix,
  b: Matrix,
  [m, n]: readonly [number, number],
  language: Language,
): Block {
  const products = b.map((row, k) => a[m][k] * row[n]);
  return [
    {
      en: `row ${m} of a meets column ${n} of b`,
      zh: `a 的第 ${m} 行和 b 的第 ${n} 列相遇`,
    }[language],
    '',
    ...beside(
      drawMatrix('a', a, row => row === m),
      drawMatrix('b', b, (_, column) => column === n),
    ),
    '',
    sumLine([products]),
  ];
}

/** The row of im2col and the column of the kernels that meet in one number of the output. */
export function drawCorrelate(
  [input, kernels, stride]: CorrelateArgs,
  [oc, row, column]: readonly [number, number, number],
  language: Language,
): Block {
  const args = [input, kernels[0][0].length, stride] as const;
  const outWidth = windowCount(args)[1];
  const index = row * outWidth + column;
  const windowRow = im2col(...args)[index];
  const kernelColumn = kernelColumns([kernels[oc]]).flat();
  return [
    {
      en: `row ${index} of im2col (${row} * ${outWidth} + ${column}) meets kernels[${oc}], flattened`,
      zh: `im2col 的第 ${index} 行（${row} * ${outWidth} + ${column}）和展平的 kernels[${oc}] 相遇`,
    }[language],
    '',
    ...drawMatrix({ en: 'row, kernel', zh: '行、核' }[language], [windowRow, kernelColumn]),
    '',
    sumLine([windowRow.map((value, k) => value * kernelColumn[k])]),
  ];
}
