import { functionCheck, type Language, type Mistake, type Random } from '@featuremap/grader';
import { errorsApart, figures, standardError, testImages } from './figures.js';
import { standardErrorCheck } from './standardErrorCheck.js';
import { withPartsFrom } from './withPartsFrom.js';

type Args = readonly [first: number, second: number, images: number];

const errorsOf = ([first, second, images]: Args): [number, number] => [
  standardError(first, images),
  standardError(second, images),
];
const distance = ([first, second]: Args) => Math.abs(first - second);

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'sign-kept',
    says: {
      en: 'Your result is below 0 where the second accuracy is the larger one. A distance has no sign: Math.abs.',
      zh: '第二个准确率更大时，你的结果小于 0。距离没有正负：用 Math.abs。',
    },
    instead: (...args) => ((args[0] - args[1]) / distance(args)) * errorsApart(...args),
  },
  {
    id: 'errors-added',
    says: {
      en: 'You divide by the sum of both errors. Chance seldom moves both figures by their whole error and in opposite directions: add up the squares, then take the root.',
      zh: '你除以了两个误差之和。偶然很少让两个数同时偏满各自的误差、方向又相反：要把平方相加，再开平方。',
    },
    instead: (...args) => distance(args) / (errorsOf(args)[0] + errorsOf(args)[1]),
  },
  ...([0, 1] as const).map(which => ({
    id: 'one-error-only',
    says: {
      en: 'You divide by the error of one accuracy alone. Chance moves the other one as well: both errors go in.',
      zh: '你只除以了其中一个准确率的误差。另一个也受偶然影响：两个误差都要算进去。',
    },
    instead: (...args: Args) => distance(args) / errorsOf(args)[which],
  })),
  {
    id: 'root-missing',
    says: {
      en: 'You divide by the sum of the squared errors: the root of it is missing.',
      zh: '你除以了误差的平方和：少了开平方。',
    },
    instead: (...args) => distance(args) / Math.hypot(...errorsOf(args)) ** 2,
  },
  {
    id: 'difference-only',
    says: {
      en: 'This is the difference itself. Whether it is large or small depends on how far chance reaches: divide by the error of the difference.',
      zh: '这只是差本身。它算大还是算小，要看偶然能有多大的作用：请除以差的标准误。',
    },
    instead: (...args) => distance(args),
  },
];

const cases = (random: Random): Args[] => {
  const below = random.integer(60, 74) / 100;
  const above = random.integer(76, 90) / 100;
  return [
    [figures.resnet.reported, figures.resnet.fashion[0], testImages],
    [figures.resnet.reported, figures.resnet.mnist[0], testImages],
    [below, above, random.integer(50, 400)],
  ];
};

/** The division, with its numbers. */
function drawDivision(args: Args, language: Language): string[] {
  const [first, second] = errorsOf(args);
  const digits = (value: number) => value.toPrecision(3);
  const error = Math.hypot(first, second);
  const words = {
    difference: { en: 'difference:', zh: '差：' },
    error: { en: 'its standard error:', zh: '差的标准误：' },
    apart: { en: 'how many of these:', zh: '相当于多少个标准误：' },
  };
  return [
    `${words.difference[language]} ${digits(distance(args))}`,
    `${words.error[language]} √ (${digits(first)}² + ${digits(second)}²) = ${digits(error)}`,
    `${words.apart[language]} ${digits(distance(args))} / ${digits(error)} = ${digits(errorsApart(...args))}`,
  ];
}

/** How far two accuracies lie apart. */
export const errorsApartCheck = withPartsFrom(
  [standardErrorCheck],
  functionCheck<Args>({
    title: {
      en: 'errorsApart tells a difference that chance makes from one that it does not',
      zh: 'errorsApart 分得清偶然造成的差和不是偶然造成的差',
    },
    name: 'errorsApart',
    parameters: ['first', 'second', 'images'],
    cases,
    expected: errorsApart,
    mistakes,
    draw: ({ args, language }) => drawDivision(args, language),
  }),
);
