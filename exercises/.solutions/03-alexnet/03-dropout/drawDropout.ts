import { type Block, beside, drawMatrix, formatNumber, type Language } from '@featuremap/grader';
import { type Args, scaled } from './drop.js';

/** The input and what `random` gave for each number, what is dropped in brackets, and what becomes of one number. */
export function drawDropout(
  [input, rate, training, random]: Args,
  [row, column]: readonly [number, number],
  language: Language,
): Block {
  const value = input[row][column];
  if (!training) {
    return [
      ...drawMatrix('input', input),
      '',
      {
        en: `training is false: ${formatNumber(value)} stays as it is`,
        zh: `training 为 false：${formatNumber(value)} 保持原样`,
      }[language],
    ];
  }
  const draw = random[row][column];
  const dropped = draw < rate;
  const result = formatNumber(scaled(value, draw, rate));
  return [
    ...beside(
      drawMatrix('input', input),
      drawMatrix(
        { en: `random(), below ${rate} in brackets`, zh: `random()，方括号内的小于 ${rate}` }[language],
        random,
        (r, c) => random[r][c] < rate,
      ),
    ),
    '',
    dropped
      ? { en: `${formatNumber(draw)} < ${rate}: dropped`, zh: `${formatNumber(draw)} < ${rate}：丢弃` }[
          language
        ]
      : {
          en: `${formatNumber(draw)} >= ${rate}: stays, ${formatNumber(value)} / (1 - ${rate}) = ${result}`,
          zh: `${formatNumber(draw)} >= ${rate}：保留，${formatNumber(value)} / (1 - ${rate}) = ${result}`,
        }[language],
  ];
}
