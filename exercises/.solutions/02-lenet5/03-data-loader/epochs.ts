import { type Check, callLearner, type Failure, failureOf, type LearnerModule } from '@featuremap/grader';
import { notShuffled } from './shuffleMistakes.js';
import { inOrder, randomFrom } from './shuffling.js';

const mistakes = {
  notUsed: {
    id: 'random-not-used',
    says: {
      en: 'You shuffle without calling options.random even once. With Math.random no run can be repeated, and a mistake that shows only now and then is hard to find: take every random number from options.random.',
      zh: '你打乱了顺序，却一次也没有调用 options.random。用 Math.random 的话，任何一次运行都无法重现，时有时无的错误就很难找：每个随机数都要取自 options.random。',
    },
  },
  sameOrder: {
    id: 'same-order-each-epoch',
    says: {
      en: 'Two calls with the same options gave the same order, as if you kept the first. Each call is a new epoch: make the order anew, with the next numbers that options.random gives.',
      zh: '用同样的 options 调用两次，得到了同样的顺序，好像你把第一次的留了下来。每次调用都是新的一个轮次：请用 options.random 接下来给出的数重新打乱。',
    },
  },
} as const;

/** Enough, in small batches, that two epochs hardly ever come out alike even where only the batches are shuffled. */
const samples = 24;

/** What two calls for the same data set gave, each as one list, and how often they called `random`. */
async function twoEpochs(
  learner: LearnerModule,
): Promise<{ first: number[]; second: number[]; draws: number } | { failure: Failure }> {
  const next = randomFrom([]);
  let draws = 0;
  const random = () => {
    draws += 1;
    return next();
  };
  const options = { shuffle: true, random };
  const first = await callLearner(learner, 'batches', samples, 2, options);
  if ('failure' in first) return first;
  const second = await callLearner(learner, 'batches', samples, 2, options);
  if ('failure' in second) return second;
  return { first: [first.value].flat(9) as number[], second: [second.value].flat(9) as number[], draws };
}

const same = (left: readonly number[], right: readonly number[]) => left.join() === right.join();

/** A failure where the learner’s function shuffles by random numbers of its own. */
export async function randomNotUsed(learner: LearnerModule): Promise<Failure | undefined> {
  const epochs = await twoEpochs(learner);
  return 'failure' in epochs ? undefined : failureOfUnused(epochs);
}

function failureOfUnused({ first, draws }: { first: readonly number[]; draws: number }): Failure | undefined {
  const sorted = [...first].sort((a, b) => a - b);
  const onlyShuffled = same(sorted, inOrder(samples)) && !same(first, sorted);
  if (draws > 0 || !onlyShuffled) return undefined;
  return failureOf(mistakes.notUsed, language => [
    {
      en: `Calls of options.random in two epochs: ${draws}. It takes ${samples - 1} in each to shuffle ${samples} samples.`,
      zh: `两个轮次里调用 options.random 的次数：${draws}。每个轮次打乱 ${samples} 个样本要调用 ${samples - 1} 次。`,
    }[language],
  ]);
}

/** Checks that an epoch is not in the order of the one before. */
export const orderOfEachEpoch: Check = {
  title: { en: 'an order of its own for each epoch', zh: '每个轮次有自己的顺序' },
  run: async learner => {
    const epochs = await twoEpochs(learner);
    if ('failure' in epochs) return epochs.failure;
    const { first, second } = epochs;
    if (!same(first, second)) return undefined;
    const unused = failureOfUnused(epochs);
    if (unused) return unused;
    const mistake = same(
      first,
      [...first].sort((a, b) => a - b),
    )
      ? notShuffled
      : mistakes.sameOrder;
    return failureOf(mistake, language => [
      { en: `first epoch    ${first.join(' ')}`, zh: `第一个轮次   ${first.join(' ')}` }[language],
      { en: `second epoch   ${second.join(' ')}`, zh: `第二个轮次   ${second.join(' ')}` }[language],
    ]);
  },
};
