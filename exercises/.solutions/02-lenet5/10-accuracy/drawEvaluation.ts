import { beside, drawMatrix, formatNumber, type Language, type WrongCall } from '@featuremap/grader';
import { argMax, type EvaluateArgs, evaluate } from './evaluation.js';

/** More images than these are not listed. */
const most = 16;

/** The values with their places, the largest marked. */
export function drawArgMax(values: readonly number[], language: Language): string[] {
  const best = argMax(values);
  return [
    ...drawMatrix(
      {
        en: `the places, and the values; the largest is at place ${best}`,
        zh: `位置，以及对应的值；最大的在位置 ${best}`,
      }[language],
      [values.map((_, i) => i), values],
      (_, i) => i === best,
    ),
  ];
}

/** The images that count for the wrong number, with their answers. */
export function drawEvaluation({ args, key, path, language }: WrongCall<EvaluateArgs>): string[] {
  return key === 'accuracy' ? drawAccuracy(args, language) : drawCell(args, path, language);
}

function drawAccuracy(args: EvaluateArgs, language: Language): string[] {
  const [logits, labels] = args;
  const right = logits.filter((row, n) => argMax(row) === labels[n]).length;
  const share = `${right} / ${logits.length} = ${formatNumber(evaluate(...args).accuracy)}`;
  return [
    { en: 'where the answer is the label, it is in brackets', zh: '答案与标签相同的，放在方括号里' }[
      language
    ],
    '',
    ...drawImages(args, [...labels.keys()], (label, answer) => label === answer, language),
    '',
    share,
  ];
}

function drawCell(
  args: EvaluateArgs,
  [row = 0, column = 0]: readonly number[],
  language: Language,
): string[] {
  const [logits, labels] = args;
  const images = [...labels.keys()].filter(n => labels[n] === row);
  const count = evaluate(logits, labels).confusion[row][column];
  const title = {
    en: `images with the label ${row}; those with the answer ${column} in brackets: ${count}`,
    zh: `标签为 ${row} 的图像；答案为 ${column} 的放在方括号里：${count}`,
  }[language];
  if (images.length === 0) return [title];
  return [title, '', ...drawImages(args, images, (_, answer) => answer === column, language)];
}

function drawImages(
  [logits, labels]: EvaluateArgs,
  images: readonly number[],
  marked: (label: number, answer: number) => boolean,
  language: Language,
): string[] {
  const shown = images.slice(0, most);
  const answers = shown.map(n => argMax(logits[n]));
  const words = {
    en: ['image', 'label', 'answer'],
    zh: ['图像', '标签', '答案'],
  }[language];
  return [
    ...beside(
      drawMatrix(words[0], shown),
      drawMatrix(
        'logits',
        shown.map(n => [...logits[n]]),
      ),
      drawMatrix(
        words[1],
        shown.map(n => labels[n]),
      ),
      drawMatrix(words[2], answers, row => marked(labels[shown[row]], answers[row])),
    ),
    ...(images.length > most ? ['…'] : []),
  ];
}
