import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Exercise, readCourse, runExercise } from '@featuremap/grader/course';
import { beforeAll, describe, expect, it } from 'vitest';

/** A course of one exercise, `one()` is to return 1. */
function writeCourse(): string {
  const course = mkdtempSync(join(tmpdir(), 'featuremap-course-'));
  const [folder, hidden] = ['01-first/01-one', '.solutions/01-first/01-one'].map(path => join(course, path));
  for (const path of [folder, hidden]) mkdirSync(path ?? '', { recursive: true });
  const text = { en: 'one', zh: '一' };
  const info = { id: 'one', title: text, points: 5, minutes: 1, difficulty: 1, hints: [text] };
  writeFileSync(
    join(course, 'course.json'),
    JSON.stringify({ passingMark: 0.5, chapters: { '01-first': text } }),
  );
  writeFileSync(join(folder ?? '', 'exercise.json'), JSON.stringify(info));
  writeFileSync(
    join(hidden ?? '', 'checks.ts'),
    `export const checks = [{
      title: { en: 'is 1', zh: '是 1' },
      run: async ({ one }) => (one() === 1 ? undefined : { mistake: 'not-one', explain: language => language }),
    }];`,
  );
  return course;
}

describe('runExercise', () => {
  let exercise: Exercise;
  beforeAll(() => {
    exercise = readCourse(writeCourse()).exercises[0] as Exercise;
  });

  async function run(code: string, timeoutMs?: number) {
    writeFileSync(join(exercise.path, 'exercise.ts'), code);
    return runExercise(exercise, { seed: 0, language: 'zh', ...(timeoutMs && { timeoutMs }) });
  }

  it('passes what is right', async () => {
    expect(await run('export const one = (): number => 1;')).toMatchObject({ id: 'one', passed: true });
  });

  it('explains in the language asked for', async () => {
    const { checks } = await run('export const one = () => 2;');
    expect(checks).toEqual([
      { title: { en: 'is 1', zh: '是 1' }, passed: false, mistake: 'not-one', message: 'zh' },
    ]);
  });

  it('hands over what the code prints', async () => {
    expect((await run('export const one = () => { console.log("hello"); return 1; };')).output).toBe(
      'hello\n',
    );
  });

  it.each([
    ['does-not-compile', 'export const one = () => {'],
    ['threw', 'throw new Error("no"); export const one = () => 1;'],
    ['ended', 'export const one = () => process.exit(0);'],
    ['timeout', 'export const one = () => { for (;;); };'],
  ])('says %s of code that cannot be checked', async (mistake, code) => {
    const { passed, checks } = await run(code, 3000);
    expect(passed).toBe(false);
    expect(checks).toMatchObject([{ mistake }]);
  });
});
