import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it } from 'vitest';
import { bundleLearner } from './bundle.js';
import type { Check, LearnerModule } from './check.js';
import { type Exercise, exerciseAt } from './courseFolder.js';
import { learnerLanguage } from './learnerLanguage.js';
import { ImportError } from './refusedImport.js';
import { checkRandom, waits } from './runChecks.js';

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
  const exercise = exerciseAt(dirname(fileURLToPath(suite)));
  const language = learnerLanguage(exercise.path);
  const { title, seconds = 10 } = exercise.info;
  let allPassed = true;
  describe(title[language], () => {
    it({ en: 'imports only what it may', zh: '只导入允许的包' }[language], async () => {
      const refused = await refusedImportOf(exercise);
      if (refused) throw new Explanation(refused.says[language]);
    });

    for (const [index, check] of checks.entries()) {
      it(check.title[language], { timeout: 1000 * seconds }, async ({ skip }) => {
        if (check.slow && !allPassed) skip(waits[language]);
        const run = {
          random: checkRandom(0, index),
          device: process.env.FEATUREMAP_DEVICE ?? 'auto',
          progress,
        };
        const failure = await check.run(learner, run);
        if (!failure) return;
        allPassed = false;
        if ('notRun' in failure) skip(failure.notRun[language]);
        else throw new Explanation(failure.explain(language));
      });
    }
  });
}

/** vitest shows how far it is by itself. */
function progress(): void {}

async function refusedImportOf(exercise: Exercise): Promise<ImportError | undefined> {
  try {
    await bundleLearner(exercise, join(exercise.path, 'exercise.ts'));
    return undefined;
  } catch (error) {
    if (error instanceof ImportError) return error;
    throw error;
  }
}

/** A failure that vitest shows as its text alone: without a stack there is no code of ours to point at. */
class Explanation extends Error {
  override readonly name = '✗';

  constructor(message: string) {
    super(message);
    this.stack = '';
  }
}
