import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Exercise, readCourse, runExercise } from '@featuremap/grader/course';
import { beforeAll, describe, expect, it } from 'vitest';
import { isOne, long, writeCourse } from './testing/writeCourse.js';

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
    ['import-not-allowed', 'export { one } from "@featuremap/models"; '],
    [
      'import-not-allowed',
      'import { one } from "../../.solutions/01-first/01-one/solution.js"; export { one };',
    ],
    ['import-not-allowed', 'export const one = async () => (await import("node:fs")).constants.X_OK;'],
  ])('says %s of code that cannot be checked', async (mistake, code) => {
    const { passed, checks } = await run(code, 3000);
    expect(passed).toBe(false);
    expect(checks).toMatchObject([{ mistake }]);
  });

  it('says that the file is missing, and how to get it back', async () => {
    const { checks } = await runExercise(exercise, { seed: 0, language: 'en', code: 'nowhere/exercise.ts' });
    expect(checks).toMatchObject([
      { mistake: 'file-missing', message: expect.stringContaining('npm run learn -- reset one') },
    ]);
  });

  it('tells what is wrong with the checks from what is wrong with the learner’s code', async () => {
    const broken = readCourse(writeCourse()).exercises[0] as Exercise;
    const checks = join(broken.hidden, 'checks.ts');
    writeFileSync(checks, 'import "@featuremap/nothing";');
    writeFileSync(join(broken.path, 'exercise.ts'), 'export const one = () => 1;');
    const outcome = runExercise(broken, { seed: 0, language: 'en' });
    await expect(outcome).rejects.toMatchObject({
      name: 'CourseError',
      message: expect.stringMatching(/checks\.ts:1: Could not resolve "@featuremap\/nothing".*npm ci/),
    });
  });

  it('names what may be imported instead', async () => {
    const { checks } = await run('import "@featuremap/models";');
    expect(checks[0]?.message).toBe(
      'exercise.ts 导入了 "@featuremap/models"。这个练习就是要你自己把它写出来。本练习不需要导入任何东西。',
    );
  });
});

describe('a check that takes long', () => {
  let exercise: Exercise;
  beforeAll(() => {
    exercise = readCourse(writeCourse(`${isOne}, ${long}`)).exercises[0] as Exercise;
  });

  function run(code: string, device?: string, onProgress?: (line: string) => void) {
    writeFileSync(join(exercise.path, 'exercise.ts'), code);
    return runExercise(exercise, {
      seed: 0,
      language: 'en',
      ...(device && { device }),
      ...(onProgress && { onProgress }),
    });
  }

  it('tells how far it is', async () => {
    const lines: string[] = [];
    const { passed } = await run('export const one = () => 1;', 'auto', line => lines.push(line));
    expect(passed).toBe(true);
    expect(lines).toEqual(['half']);
  });

  it('waits for those before it to pass', async () => {
    const lines: string[] = [];
    const { passed, checks } = await run('export const one = () => 2;', 'auto', line => lines.push(line));
    expect(passed).toBe(false);
    expect(checks).toMatchObject([{ mistake: 'not-one' }, { notRun: 'waits' }]);
    expect(lines).toEqual([]);
  });

  it('counts neither for nor against where something is missing on this machine', async () => {
    const { passed, counts, checks } = await run('export const one = () => 1;', 'webgpu');
    expect([passed, counts]).toEqual([false, false]);
    expect(checks[1]).toMatchObject({ notRun: 'missing', message: 'no webgpu' });
  });
});

describe('the packages of a learner’s file', () => {
  it('are those of the course, wherever the file lies', async () => {
    const course = writeCourse(isOne, { imports: ['@scope/given'] });
    const exercise = readCourse(course).exercises[0] as Exercise;
    const folder = join(course, 'node_modules/@scope/given');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "exports": "./index.js" }');
    writeFileSync(join(folder, 'index.js'), 'export const given = 1;');
    const code = join(mkdtempSync(join(tmpdir(), 'featuremap-submission-')), 'exercise.ts');
    writeFileSync(code, 'import { given } from "@scope/given"; export const one = () => given;');
    expect(await runExercise(exercise, { seed: 0, language: 'en', code })).toMatchObject({ passed: true });
  });
});
