import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A check that `one()` returns 1. */
export const isOne = `{
  title: { en: 'is 1', zh: '是 1' },
  run: async ({ one }) => (one() === 1 ? undefined : { mistake: 'not-one', explain: language => language }),
}`;

/** A check that takes minutes, as far as anyone can tell, and works on the engine `auto` only. */
export const long = `{
  title: { en: 'takes long', zh: '耗时长' },
  slow: true,
  run: async (_, { device, progress }) => {
    progress({ en: 'half', zh: '一半' });
    return device === 'auto' ? undefined : { notRun: { en: 'no ' + device, zh: '没有 ' + device } };
  },
}`;

/**
 * Writes a course of one exercise, which is worth 5 points.
 *
 * @param checks the text of its checks
 * @param more what its `exercise.json` has beside the usual
 * @returns its folder
 */
export function writeCourse(checks = isOne, more: object = {}): string {
  const course = mkdtempSync(join(tmpdir(), 'featuremap-course-'));
  const [folder, hidden] = ['01-first/01-one', '.solutions/01-first/01-one'].map(path => join(course, path));
  for (const path of [folder, hidden]) mkdirSync(path ?? '', { recursive: true });
  const text = { en: 'one', zh: '一' };
  const info = { id: 'one', title: text, points: 5, minutes: 1, difficulty: 1, hints: [text], ...more };
  writeFileSync(
    join(course, 'course.json'),
    JSON.stringify({ passingMark: 0.5, chapters: { '01-first': text } }),
  );
  writeFileSync(join(folder ?? '', 'exercise.json'), JSON.stringify(info));
  writeFileSync(join(hidden ?? '', 'checks.ts'), `export const checks = [${checks}];`);
  return course;
}
