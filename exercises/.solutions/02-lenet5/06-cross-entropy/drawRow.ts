import { beside, drawMatrix, formatNumber, type Language, type WrongCall } from '@featuremap/grader';
import { crossEntropy, negativeLogLikelihood, oneHot, shifted, softmax } from './crossEntropy.js';
import type { Args } from './lossMistakes.js';

/** How an image’s loss and gradient come about, class by class; for a loss of several images, one line for each. */
export function drawRow({ args: [logits, labels], key, path: [n = 0], language }: WrongCall<Args>): string[] {
  if (key === 'loss' && logits.length > 1) return drawLosses(logits, labels, language);
  const [row, label] = [logits[n], labels[n]];
  const probabilities = softmax(row);
  const column = (title: string, values: readonly number[]) => drawMatrix(title, values, r => r === label);
  const gradient = probabilities.map((p, c) => (p - oneHot(c, label)) / logits.length);
  const logitsLeft = shifted(row);
  const exps = logitsLeft.map(Math.exp);
  const sum = exps.reduce((total, exp) => total + exp, 0);
  const [sumText, logitText] = [sum, logitsLeft[label]].map(formatNumber);
  return [
    {
      en: `logits[${n}], its label ${label} in brackets`,
      zh: `logits[${n}]，方括号内是标签 ${label}`,
    }[language],
    '',
    ...beside(
      column('logit', row),
      column('- largest', logitsLeft),
      column('exp', exps),
      column('p = exp / sum', probabilities),
      ...(key === 'gradient' ? [column(`(p - oneHot) / ${logits.length}`, gradient)] : []),
    ),
    '',
    `sum  = ${sumText}`,
    `loss = log(${sumText}) - (${logitText}) = ${formatNumber(negativeLogLikelihood(row, label))}`,
  ];
}

function drawLosses(logits: Args[0], labels: Args[1], language: Language): string[] {
  const losses = logits.map((row, n) => negativeLogLikelihood(row, labels[n]));
  const probabilities = logits.map((row, n) => softmax(row)[labels[n]]);
  const { loss } = crossEntropy(logits, labels);
  return [
    ...beside(
      drawMatrix(
        { en: 'image', zh: '图像' }[language],
        losses.map((_, n) => n),
      ),
      drawMatrix({ en: 'label', zh: '标签' }[language], labels),
      drawMatrix('p[label]', probabilities),
      drawMatrix('-log(p[label])', losses),
    ),
    '',
    {
      en: `the mean of the last column is ${formatNumber(loss)}`,
      zh: `最后一列的平均值是 ${formatNumber(loss)}`,
    }[language],
  ];
}
