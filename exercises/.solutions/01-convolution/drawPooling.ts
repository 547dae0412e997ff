import { type Block, drawMatrix, type Language } from '@featuremap/grader';
import { type PoolArgs, windowNumbers } from './pooling.js';

const title = { en: 'input, the window in brackets', zh: '输入（方括号内是窗口）' };

/** A pooling's input with the window of one output element marked, and below it what becomes of its numbers. */
export function drawPooling(
  [input, poolSize, stride]: PoolArgs,
  [row = 0, column = 0]: readonly number[],
  language: Language,
  lines: (numbers: readonly number[]) => Block,
): Block {
  const [top, left] = [row * stride, column * stride];
  const inside = (r: number, c: number) => r >= top && r < top + poolSize && c >= left && c < left + poolSize;
  return [
    ...drawMatrix(title[language], input, inside),
    '',
    ...lines(windowNumbers(input, poolSize, top, left)),
  ];
}
