import type { Check } from '@featuremap/grader';

/**
 * A check of a function that calls others of the learner's: where it fails and one of theirs does too, theirs is what
 * went wrong.
 */
export function withPartsFrom(others: readonly Check[], check: Check): Check {
  return {
    ...check,
    run: async (learner, run) => {
      const failure = await check.run(learner, run);
      if (!failure) return undefined;
      for (const other of others) {
        const earlier = await other.run(learner, run);
        if (earlier) return earlier;
      }
      return failure;
    },
  };
}
