import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOne, long, writeCourse } from './testing/writeCourse.js';

const modules = join(import.meta.dirname, '../../../node_modules');
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

/** Runs an exercise's suite with plain vitest. */
function suite(code: string, env: Record<string, string> = {}) {
  const course = writeCourse(`${isOne}, ${long}`);
  const folder = join(course, '01-first/01-one');
  writeFileSync(join(folder, 'exercise.ts'), code);
  writeFileSync(
    join(folder, 'exercise.test.ts'),
    `import { describeExercise } from '@featuremap/grader/vitest';
     import { checks } from '../../.solutions/01-first/01-one/checks.js';
     import * as learner from './exercise.js';
     describeExercise(import.meta.url, checks, learner);`,
  );
  symlinkSync(modules, join(course, 'node_modules'), 'junction');
  const argv = [vitest, 'run', '--root', course, '--reporter=json'];
  const { stdout } = spawnSync(process.execPath, argv, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', ...env },
  });
  const [file] = JSON.parse(stdout.slice(stdout.indexOf('{'))).testResults;
  return file.assertionResults.map(({ title, status, failureMessages }: Record<string, string>) => ({
    title,
    status,
    says: String(failureMessages),
  }));
}

describe('an exercise in plain vitest', () => {
  it('is a test for each check', () => {
    expect(suite('export const one = () => 1;')).toMatchObject([
      { title: 'imports only what it may', status: 'passed' },
      { title: 'is 1', status: 'passed' },
      { title: 'takes long', status: 'passed' },
    ]);
  });

  it('explains what is wrong without a stack, and leaves out what takes long', () => {
    const [, wrong, slow] = suite('export const one = () => 2;');
    expect(wrong).toMatchObject({ status: 'failed', says: expect.stringMatching(/en/) });
    expect(wrong.says).not.toMatch(/\n\s+at /);
    expect(slow).toMatchObject({ status: 'skipped' });
  });

  it('skips what this machine cannot check', () => {
    const [, right, slow] = suite('export const one = () => 1;', { FEATUREMAP_DEVICE: 'webgpu' });
    expect([right.status, slow.status]).toEqual(['passed', 'skipped']);
  });
});
