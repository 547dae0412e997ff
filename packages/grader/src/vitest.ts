import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import type { Check, LearnerModule } from './check.js';
import { readExerciseInfo } from './exerciseInfo.js';
import { learnerLanguage } from './learnerLanguage.js';
import { checkRandom } from './runChecks.js';

/**
 * Makes an ordinary vitest suite of an exercise's checks: one test for each, in the learner's language, and failures
 * that are an explanation and nothing else.
 *
 * @param suite `import.meta.url` of the exercise's `exercise.test.ts`
 * @param checks what the exercise asks for
 * @param learner what the learner's `exercise.ts` exports
 * @example
 * describeExercise(import.meta.url, checks, await import('./exercise.js'));
 */
export function describeExercise(suite: string, checks: readonly Check[], learner: LearnerModule): void {
  const folder = dirname(fileURLToPath(suite));
  const language = learnerLanguage(folder);
  describe(readExerciseInfo(folder).title[language], () => {
    for (const [index, check] of checks.entries()) {
      it(check.title[language], async () => {
        const failure = await check.run(learner, checkRandom(0, index));
        if (failure) throw new Explanation(failure.explain(language));
      });
    }
  });
}

/** A failure that vitest shows as its text alone: without a stack there is no code of ours to point at. */
class Explanation extends Error {
  override readonly name = '✗';

  constructor(message: string) {
    super(message);
    this.stack = '';
  }
}
