import {
  type Check,
  type CheckRun,
  type Failure,
  failureOf,
  type LearnerModule,
  type NotRun,
  type Random,
  type Text,
} from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { useEngine } from '../../engine.js';
import { drawSteps } from './drawSteps.js';
import { trainedByLearner } from './learnerLoop.js';
import { lossMistakes } from './lossMistakes.js';
import { orderMistakes } from './orderMistakes.js';
import { firstDifference, sameTrained } from './sameTrained.js';
import { stepMistakes } from './stepMistakes.js';
import { type Trained, type Trial, trainedByTensorFlow } from './trial.js';
import { trainedIn } from './way.js';

/** A trial, and how it was trained. */
interface Try {
  readonly trial: Trial;
  readonly right: Trained;
  readonly yours: Trained;
}

/** Where two mistakes come to the same, the likelier one stands first. */
const mistakes = [...orderMistakes, ...lossMistakes, ...stepMistakes];

/** What a check has found in a learner's code, the last time that it was run. */
export type Verdicts = WeakMap<LearnerModule, Failure | NotRun>;

interface StepsCheckOptions {
  readonly title: Text;
  /** The first is the easiest. */
  readonly trials: (random: Random) => Promise<readonly Trial[]>;
  /** Where to write down what is found. */
  readonly verdicts?: Verdicts;
}

/** Compares losses and weights with those of TensorFlow.js's own training. */
export function stepsCheck({ title, trials, verdicts = new WeakMap() }: StepsCheckOptions): Check {
  return {
    title,
    run: async (learner, run) => {
      verdicts.delete(learner);
      const verdict = await stepsVerdict(learner, run, trials);
      if (verdict) verdicts.set(learner, verdict);
      return verdict;
    },
  };
}

async function stepsVerdict(
  learner: LearnerModule,
  run: CheckRun,
  trials: StepsCheckOptions['trials'],
): Promise<Failure | NotRun | undefined> {
  const device = await useEngine(run);
  if ('notRun' in device) return device;
  const tries: Try[] = [];
  const made = await trials(run.random);
  try {
    for (const trial of made) {
      const outcome = await trainedByLearner(learner, trial);
      if ('failure' in outcome) return outcome.failure;
      tries.push({ trial, right: await trainedByTensorFlow(trial), yours: outcome.trained });
    }
    return differenceOf(tries);
  } finally {
    for (const { images, labels } of made.flatMap(({ batches }) => batches)) tf.dispose([images, labels]);
  }
}

function differenceOf(tries: readonly Try[]): Failure | undefined {
  const wrong = tries.find(({ right, yours }) => !sameTrained(right, yours));
  if (!wrong) return undefined;
  const { trial, right, yours } = wrong;
  return failureOf(recognised(tries) ?? general(wrong), language => drawSteps(trial, right, yours, language));
}

function recognised(tries: readonly Try[]) {
  return mistakes.find(({ ways }) =>
    ways.some(way => tries.every(({ trial, yours }) => sameTrained(trainedIn(way, trial), yours))),
  );
}

/** Where the first difference is tells where to look. */
function general({ right, yours }: Try): { id: string; says: Text } {
  const [wanted, came] = [right.losses.length, yours.losses.length];
  const step = firstDifference(right.losses, yours.losses);
  if (wanted !== came && step === Math.min(wanted, came)) return wrongCount(wanted, came);
  if (step === 0) return wrongFromTheStart;
  return step > 0 || wanted === 1 ? wrongAfterAStep : wrongWeights;
}

const wrongCount = (wanted: number, came: number) => ({
  id: 'wrong-number-of-losses',
  says: {
    en: `train returned ${came} losses, and ${wanted} steps were to be taken: one for each batch of each epoch.`,
    zh: `train 返回了 ${came} 个损失，而应该走 ${wanted} 步：每一轮的每个小批量一步。`,
  },
});
const wrongFromTheStart = {
  id: 'wrong-first-loss',
  says: {
    en: 'The very first loss is wrong, and no step has been taken yet: look at the forward pass and at the loss. A network that knows nothing has a loss near ln 10 = 2.30.',
    zh: '第一个损失就不对，这时还没有走过任何一步：请检查前向计算和损失。什么也没学到的网络，损失在 ln 10 = 2.30 附近。',
  },
};
const wrongAfterAStep = {
  id: 'wrong-step',
  says: {
    en: 'The first loss is right, and what comes after a step is not: forward pass and loss are fine, the step is to blame. Each weight becomes weight - learningRate * gradient, once for each batch.',
    zh: '第一个损失是对的，走了一步之后就不对了：前向计算和损失没有问题，问题在更新这一步。每个小批量做一次，每个权重变为 weight - learningRate * gradient。',
  },
};
const wrongWeights = {
  id: 'wrong-weights',
  says: {
    en: 'The losses are right, and the weights at the end are not: the last step is missing, or there is one too many. After the last loss comes one more step.',
    zh: '损失都对，最后的权重却不对：不是少走了最后一步，就是多走了一步。得到最后一个损失之后，还要再走一步。',
  },
};
