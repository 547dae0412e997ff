import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Exercise, readCourse } from '@featuremap/grader/course';
import { describe, expect, it } from 'vitest';
import { readProgress } from '../progress.js';
import { writeCourse } from '../testing/writeCourse.js';
import { check } from './check.js';

const impossible = `{
  title: { en: 'needs a GPU', zh: '需要 GPU' },
  run: async () => ({ notRun: { en: 'no GPU', zh: '没有 GPU' } }),
}`;

/** What is kept of an exercise that this machine cannot check. */
async function keptAfter(device: string) {
  const course = readCourse(writeCourse(impossible));
  const exercise = course.exercises[0] as Exercise;
  writeFileSync(join(exercise.path, 'exercise.ts'), 'export const one = () => 1;');
  const printed: string[] = [];
  const print = (...lines: readonly string[]) => void printed.push(...lines);
  await check({ course, device, print, status: () => {}, confirm: async () => false }, exercise);
  return { printed, kept: readProgress(course.path).exercises.one };
}

describe('an exercise that this machine cannot check', () => {
  it('is set aside, so that the learner comes to the next one', async () => {
    expect((await keptAfter('auto')).kept).toEqual({ setAsideAt: expect.any(String) });
  });

  it('is not set aside where the learner asked for an engine, which may be mistyped', async () => {
    const { kept, printed } = await keptAfter('webgup');
    expect(kept).toBeUndefined();
    expect(printed.join()).toContain('no GPU');
  });
});
