import { join } from 'node:path';
import { FashionMNIST } from '@featuremap/datasets';
import { type Exercise, runExercise } from '@featuremap/grader/course';
import { beforeAll, describe, expect, it } from 'vitest';
import { checksOf, course, describeGrader } from './course.js';

// It does not come with the course, and without it an exercise of the last chapter checks little.
beforeAll(async () => {
  for (const train of [true, false]) await FashionMNIST.load({ train });
});

for (const exercise of course.exercises.filter(({ chapter }) => chapter !== '01-convolution')) {
  describeGrader(exercise);
}

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
