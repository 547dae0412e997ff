import { functionCheck, type Language, type Mistake, type Random } from '@featuremap/grader';
import { errorsApartCheck } from './errorsApartCheck.js';
import { errorsApart, figures, standardError, testImages } from './figures.js';
import { standardErrorCheck } from './standardErrorCheck.js';
import { withPartsFrom } from './withPartsFrom.js';

type Args = readonly [reported: number, measured: readonly number[], images: number];

/** How far apart two figures of the same network may lie. */
const limit = 3;

const distances = (...[reported, measured, images]: Args) =>
  measured.map(run => errorsApart(reported, run, images));
const near = (distance: number | undefined) => distance !== undefined && distance <= limit;
const right = (...args: Args) => distances(...args).some(near);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'answer-reversed',
    says: {
      en: 'Your answers are the wrong way round: true means that the report can be explained, at most 3 standard errors from a run.',
      zh: '你的回答反了：true 表示报告的数解释得通，即离某一次运行最多 3 个标准误。',
    },
    instead: (...args) => !right(...args),
  },
  {
    id: 'every-run',
    says: {
      en: 'You ask that the report be near all runs. Runs with other seeds differ from each other too: one that is near is enough, measured.some.',
      zh: '你要求报告的数离所有运行都近。种子不同，各次运行之间也有差别：有一次接近就够了，用 measured.some。',
    },
    instead: (...args) => distances(...args).every(near),
  },
  {
    id: 'mean-of-runs',
    says: {
      en: 'You compare with the mean of the runs. It may lie where no run does: compare with each run, and one that is near is enough.',
      zh: '你拿报告的数和各次运行的平均值比较。平均值处可能一次运行也没有：要和每一次比较，有一次接近就够了。',
    },
    instead: (reported, measured, images) => near(errorsApart(reported, mean(measured), images)),
  },
  ...([0, -1] as const).map(at => ({
    id: 'one-run-only',
    says: {
      en: 'You look at one run alone, the first or the last. Does a loop of yours return or overwrite its answer too early? Any of the runs may be the near one.',
      zh: '你只看了一次运行，第一次或最后一次。是不是循环里过早 return，或者答案被覆盖了？接近的可能是其中任何一次。',
    },
    instead: (...args: Args) => near(distances(...args).at(at)),
  })),
  {
    id: 'limit-too-small',
    says: {
      en: 'Your limit is below 3 standard errors. Chance alone makes a difference of 1 in every third case, and one of 2 in every twentieth.',
      zh: '你的界限小于 3 个标准误。光凭偶然，每三次就有一次差出 1 个标准误，每二十次就有一次差出 2 个。',
    },
    instead: (...args) => distances(...args).some(distance => distance <= 1),
  },
  {
    id: 'limit-too-small',
    says: {
      en: 'Your limit is below 3 standard errors. Chance alone makes a difference of 2 in every twentieth case, one of 3 in every 370th.',
      zh: '你的界限小于 3 个标准误。光凭偶然，每二十次就有一次差出 2 个，每 370 次才有一次差出 3 个。',
    },
    instead: (...args) => distances(...args).some(distance => distance <= 2),
  },
  {
    id: 'not-in-errors',
    says: {
      en: 'You compare the difference itself with 3, and two accuracies never differ by as much. Count it in standard errors: errorsApart.',
      zh: '你直接拿差和 3 比较，而两个准确率绝不会差这么多。要用标准误来数：errorsApart。',
    },
    instead: () => true,
  },
];

/** The lecture's own figures, and runs around a figure at random, so many standard errors away. */
function cases(random: Random): Args[] {
  const { resnet, googlenet } = figures;
  const reported = random.integer(70, 90) / 100;
  const images = random.integer(5, 20) * 1000;
  const away = (...errors: number[]): Args => {
    const scale = Math.SQRT2 * standardError(reported, images);
    return [reported, errors.map(error => reported + error * scale), images];
  };
  return [
    [resnet.reported, resnet.fashion, testImages],
    [resnet.reported, resnet.mnist, testImages],
    [googlenet.reported, googlenet.fashion, testImages],
    away(-2.5, -9, -12),
    away(-12, 8, 2.5),
    away(-1.5, -11),
    away(-8, 8),
    away(5, -10),
  ];
}

/** How far the report lies from each run. */
function drawDistances(args: Args, language: Language): string[] {
  const [reported, measured] = args;
  const heading = {
    en: `standard errors from the reported ${reported.toFixed(4)}:`,
    zh: `离报告的 ${reported.toFixed(4)} 多少个标准误：`,
  };
  const lines = distances(...args).map(
    (distance, at) => `${measured[at]?.toFixed(4)}  ${distance.toFixed(1).padStart(6)}`,
  );
  return [heading[language], '', ...lines];
}

/** Whether a report can be true. */
export const couldBeCheck = withPartsFrom(
  [standardErrorCheck, errorsApartCheck],
  functionCheck<Args>({
    title: {
      en: "couldBe finds out where the lecture's figures come from",
      zh: 'couldBe 查得出讲义里的数字来自哪里',
    },
    name: 'couldBe',
    parameters: ['reported', 'measured', 'images'],
    cases,
    expected: right,
    mistakes,
    draw: ({ args, language }) => drawDistances(args, language),
  }),
);
