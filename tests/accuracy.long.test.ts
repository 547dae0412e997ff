import { join } from 'node:path';
import { type Exercise, runExercise } from '@featuremap/grader/course';
import { describe, expect, it } from 'vitest';
import { checksOf, course, loadFashionMnist } from './course.js';

await loadFashionMnist();

const slow: Exercise[] = [];
for (const exercise of course.exercises) {
  if ((await checksOf(exercise)).some(check => check.slow)) slow.push(exercise);
}

describe.each(slow)('the accuracy that $chapter/$name asks for', exercise => {
  it('is reached by the solution, in the time that a learner gets', async () => {
    const code = join(exercise.hidden, 'solution.ts');
    const { checks, counts } = await runExercise(exercise, { seed: 0, language: 'en', code });
    const failed = checks.filter(({ passed, notRun }) => !passed && notRun !== 'missing');
    expect(failed).toEqual([]);
    // Without a GPU only what needs one may stay undone.
    if (!counts) expect(checks.at(-1)?.message).toMatch(/GPU/);
  });
});
