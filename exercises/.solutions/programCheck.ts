import { type Check, type Failure, failureOf, type LearnerModule, type Text } from '@featuremap/grader';
import type { LayersModel } from '@tensorflow/tfjs';
import { useEngine } from './engine.js';
import { accuracyMistake } from './programAccuracy.js';
import { fullTraining } from './programFullTraining.js';
import { knowsTestImages, testImages } from './programImages.js';
import * as mistakes from './programMistakes.js';
import { resultMistake } from './programResult.js';
import { type Called, isDisposed, type Result, tried } from './programTrial.js';

/** What a program is to be, and to reach. */
export interface ProgramOptions {
  /** The name under which the exercise exports the program. */
  readonly name: string;
  /** The network that it is to train. */
  readonly network: () => LayersModel;
  readonly batchSize: number;
  /** Height and width that the images are resized to, 28 by default. */
  readonly imageSize?: number;
  /** What else the program is told, such as that size. */
  readonly told?: Readonly<Record<string, number>>;
  /** Other networks that a program trains by a mistake which can be named. */
  readonly otherNetworks?: readonly {
    readonly mistake: mistakes.ProgramMistake;
    readonly network: () => LayersModel;
  }[];
  readonly epochs: number;
  /** The accuracy to reach, from 0 to 1. */
  readonly atLeast: number;
  /** A short training, which is to take a second or two. */
  readonly trial: {
    readonly limit: number;
    readonly epochs: number;
    /** How many test images to use, the first ones; all of them by default. */
    readonly testLimit?: number;
  };
  /** What else is asked of the trials, in this order. What is wrong here comes before a wrong accuracy. */
  readonly also?: readonly AlsoAsked[];
  /**
   * Epochs after which the network knows the images of the trial by heart: then it shows on which images it was
   * trained. Left out where that would take too long.
   */
  readonly byHeart?: number;
}

/** Something that the program of one chapter is asked for, and others are not. */
export interface AlsoAsked {
  readonly title: Text;
  /** Looks at the results of a training and of a shorter one, which else is the same, or calls the program otherwise. */
  readonly judge: (long: Result, short: Result, call: Call) => Promise<Judged>;
}

/** Calls the learner's program with options for a trial; once with the same ones, however often it is asked. */
type Call = (how: { epochs: number; seed?: number; limit?: number }) => Promise<Called>;

/**
 * Checks the program at a chapter's end, which composes data, network, training, plot and test: what it returns for a
 * short trial, that its accuracy is the one that the grader measures itself, on which images it was trained, that the
 * seed decides, and at last the accuracy of the whole training.
 */
export function programChecks(options: ProgramOptions): readonly Check[] {
  return [...trialChecks(options), fullTraining(options)];
}

/** All of them but the whole training. */
export function trialChecks(options: ProgramOptions): readonly Check[] {
  const { trial, byHeart, also = [] } = options;
  const trials = trialsOf(options);
  const title = titles(trial);
  const [long, short] = byHeart ? [byHeart, trial.epochs] : [trial.epochs, 1];

  /** Nothing that a program returns can be judged before it has the right form, nor before what was asked first. */
  const firstWrong = async (learner: LearnerModule, judges: readonly Judge[]): Promise<Judged> => {
    const first = await trials(learner)({ epochs: trial.epochs });
    if ('failure' in first) return hasDiverged(first.failure) ? mistakes.diverged : first.failure;
    const wrong = await resultMistake(first, options);
    if (wrong) return wrong;
    for (const judge of judges) {
      const found = await judge(learner);
      if (found) return found;
    }
    return undefined;
  };

  /** A check of which every run comes to the same, since nothing in it is drawn by chance: once is enough. */
  const quick = (title: Text, judges: readonly Judge[]): Check => {
    const verdict = oncePer(async learner => {
      const found = await firstWrong(learner, judges);
      return found && 'says' in found ? failureOf(found) : found;
    });
    return {
      title,
      run: async (learner, run) => {
        const device = await useEngine(run);
        return 'notRun' in device ? device : verdict(learner);
      },
    };
  };

  /** Judges the long trial and something else; fails as they do where they fail. */
  const judgedBy =
    (judge: AlsoAsked['judge']): Judge =>
    async learner => {
      const call = trials(learner);
      const [longer, shorter] = [await call({ epochs: long }), await call({ epochs: short })];
      if ('failure' in longer) return longer.failure;
      if ('failure' in shorter) return shorter.failure;
      return judge(longer.result, shorter.result, call);
    };

  const asked = also.map(({ judge }) => oncePer(judgedBy(judge)));
  const accuracy = judgedBy(async (longer, shorter) => {
    const mistake = await accuracyMistake([shorter, longer], options);
    return mistake && (await sameWeights(longer.model, shorter.model)) ? mistakes.notTrained : mistake;
  });
  const learntFrom = judgedBy(async ({ model }) =>
    (await knowsTestImages(model, options)) ? mistakes.trainedOnTest : undefined,
  );
  const seed = judgedBy(async (longer, shorter, call) => {
    if (await sameWeights(longer.model, shorter.model)) return mistakes.notTrained;
    const other = await call({ epochs: 1, seed: 2 });
    if ('failure' in other) return other.failure;
    return seedMistake(shorter.losses, longer.losses, other.result.losses);
  });

  return [
    quick(title.result, []),
    ...also.map(({ title }, index) => quick(title, asked.slice(0, index + 1))),
    quick(title.accuracy, [...asked, accuracy]),
    ...(byHeart ? [quick(title.images, [...asked, learntFrom])] : []),
    quick(title.seed, [...asked, seed]),
  ];
}

type Judged = mistakes.ProgramMistake | Failure | undefined;
type Judge = (learner: LearnerModule) => Promise<Judged>;

/** Trainer stops a training with this error. Its advice is for any training; here the recipe is known. */
const hasDiverged = ({ explain }: Failure) => explain('en').includes('DivergedError');

/**
 * Calls a learner's program once for the same options, however many checks look at the result. The networks of one
 * learner at a time are kept: AlexNet's weights are 190 MB for each.
 */
function trialsOf(options: ProgramOptions) {
  let of: LearnerModule | undefined;
  let calls = new Map<string, Promise<Called>>();
  return (learner: LearnerModule): Call =>
    async ({ epochs, seed = 1, limit = options.trial.limit }) => {
      if (of !== learner) {
        const others = [...calls.values()];
        [of, calls] = [learner, new Map()];
        disposeOf(await Promise.all(others));
      }
      const key = `${epochs} ${seed} ${limit}`;
      const call = calls.get(key) ?? tried(learner, options, { epochs, seed, limit });
      calls.set(key, call);
      return call;
    };
}

/** Asks once about each learner. */
function oncePer<T>(ask: (learner: LearnerModule) => Promise<T>): typeof ask {
  const answers = new WeakMap<LearnerModule, Promise<T>>();
  return learner => {
    const answer = answers.get(learner) ?? ask(learner);
    answers.set(learner, answer);
    return answer;
  };
}

/** Frees the networks' memory; a program may have returned one network twice, or have freed it itself. */
function disposeOf(calls: readonly Called[]): void {
  const models = calls.flatMap(call => ('failure' in call ? [] : [call.result.model]));
  for (const model of models) if (!isDisposed(model)) model.dispose();
}

/**
 * The first two losses of the same seed have to be the same, those of another seed different. Later ones may depend on
 * how long the training is, where the learning rate falls.
 */
function seedMistake(first: readonly number[], again: readonly number[], other: readonly number[]) {
  const differs = [0, 1].find(step => Math.abs(first[step] - again[step]) > 1e-6);
  if (differs !== undefined) return mistakes.seedIgnored(differs, first[differs], again[differs]);
  return other[0] === first[0] ? mistakes.seedFixed(first[0]) : undefined;
}

async function sameWeights(a: LayersModel, b: LayersModel): Promise<boolean> {
  const others = b.getWeights();
  for (const [index, weight] of a.getWeights().entries()) {
    const [values, other] = await Promise.all([weight.data(), others[index].data()]);
    if (values.some((value, at) => value !== other[at])) return false;
  }
  return true;
}

const titles = ({ limit, testLimit = testImages }: ProgramOptions['trial']) => ({
  result: {
    en: `a short training (${limit} images) gives network, table, losses, plot, accuracy`,
    zh: `用 ${limit} 张图像的短训练返回网络、层表、损失、曲线图和准确率`,
  },
  accuracy: {
    en: `the accuracy is that of the network on the ${testLimit} test images`,
    zh: `准确率是网络在 ${testLimit} 张测试图像上的准确率`,
  },
  images: {
    en: 'the network learns from training images, not from test images',
    zh: '网络从训练图像学习，而不是从测试图像学习',
  },
  seed: {
    en: 'the seed decides: the same one gives the same losses, another one others',
    zh: '一切由种子决定：种子相同，损失相同；种子不同，损失不同',
  },
});
