import { errorName, type Outcome, outcomeOf } from './outcome.js';
import type { Text } from './text.js';
import { sameValue, type Value } from './value.js';

/** A wrong idea that learners have, and what a function written with it returns. */
export interface Mistake<Args extends readonly Value[]> {
  /** Its name, such as `kernel-flipped`. */
  readonly id: string;
  /** What the learner did, why it is wrong and what to do. */
  readonly says: Text;
  /** What the function returns with this mistake. It may throw where such a function would. */
  readonly instead: (...args: Args) => unknown;
}

/** One call of the learner's function, and what came of it. */
export interface Try<Args extends readonly Value[]> {
  readonly args: Args;
  /** The arguments as the call left them. */
  readonly argsAfter: Args;
  readonly expected: Value;
  readonly outcome: Outcome;
}

/**
 * The first mistake that gives what the learner's function gave in every one of the tries. Any two functions may throw
 * alike, so that at least one of them must be a value that is wrong.
 */
export async function recognise<Args extends readonly Value[]>(
  mistakes: readonly Mistake<Args>[],
  tries: readonly Try<Args>[],
): Promise<Mistake<Args> | undefined> {
  const telling = tries.some(
    ({ expected, outcome }) => 'value' in outcome && !sameValue(expected, outcome.value),
  );
  if (!telling) return undefined;
  for (const mistake of mistakes) {
    if (await explainsAll(mistake, tries)) return mistake;
  }
  return undefined;
}

/** Stops at the first try that is not explained: where inputs are large, most mistakes need not be tried on them. */
async function explainsAll<Args extends readonly Value[]>(
  mistake: Mistake<Args>,
  tries: readonly Try<Args>[],
): Promise<boolean> {
  for (const { args, outcome } of tries) {
    const instead = await outcomeOf(() => mistake.instead(...structuredClone(args)));
    if (!sameOutcome(instead, outcome)) return false;
  }
  return true;
}

function sameOutcome(left: Outcome, right: Outcome): boolean {
  if ('error' in left) return 'error' in right && errorName(left.error) === errorName(right.error);
  return 'value' in right && sameValue(left.value, right.value);
}
