import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readProgress, writeExerciseProgress, writeProgress } from './progress.js';

const newCourse = () => mkdtempSync(join(tmpdir(), 'featuremap-progress-'));
const file = (course: string) => join(course, '.progress.json');

describe('progress', () => {
  it('is empty where nothing is kept', () => {
    expect(readProgress(newCourse())).toEqual({ version: 1, exercises: {} });
  });

  it('keeps what is known of other exercises and the language', () => {
    const course = newCourse();
    writeProgress(course, progress => ({ ...progress, language: 'zh' }));
    writeExerciseProgress(course, 'bias', { hints: 2 });
    writeExerciseProgress(course, 'bias', { passedAt: '2026-01-02' });
    expect(readProgress(course)).toEqual({
      version: 1,
      language: 'zh',
      exercises: { bias: { hints: 2, passedAt: '2026-01-02' } },
    });
  });

  it('keeps fields that another version wrote', () => {
    const course = newCourse();
    writeFileSync(file(course), '{"version":1,"exercises":{"bias":{"stars":3}},"theme":"dark"}');
    writeExerciseProgress(course, 'bias', { hints: 1 });
    expect(readProgress(course)).toMatchObject({
      theme: 'dark',
      exercises: { bias: { stars: 3, hints: 1 } },
    });
  });

  it('puts a damaged file aside instead of losing it', () => {
    const course = newCourse();
    writeFileSync(file(course), '{"version":1,"exer');
    expect(readProgress(course).exercises).toEqual({});
    writeExerciseProgress(course, 'bias', { hints: 1 });
    expect(readFileSync(`${file(course)}.damaged`, 'utf8')).toBe('{"version":1,"exer');
    expect(readProgress(course).exercises).toEqual({ bias: { hints: 1 } });
  });

  it('leaves no drafts behind', () => {
    const course = newCourse();
    writeExerciseProgress(course, 'bias', { hints: 1 });
    expect(readdirSync(course)).toEqual(['.progress.json']);
  });
});
