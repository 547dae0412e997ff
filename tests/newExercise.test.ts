import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Exercise, findExercise, readCourse, runExercise } from '@featuremap/grader/course';
import { beforeAll, describe, expect, it } from 'vitest';
import { leftToDo } from './leftToDo.js';
import { root } from './packages.js';
import { applyPatch } from './patch.js';

const program = join(root, 'packages/grader/bin/featuremap-learn.js');
const place = '01-convolution/98-leaky-window';

/** A copy of the course, to be written in. */
function copyOfCourse(): string {
  const home = mkdtempSync(join(tmpdir(), 'featuremap-author-'));
  cpSync(join(root, 'exercises'), join(home, 'exercises'), {
    recursive: true,
    filter: path => !path.includes('.progress.json'),
  });
  symlinkSync(join(root, 'node_modules'), join(home, 'node_modules'), 'junction');
  return home;
}

describe('npm run exercise', () => {
  let home: string;
  let exercise: Exercise;
  let said: ReturnType<typeof make>;
  beforeAll(() => {
    home = copyOfCourse();
    said = make(place);
    exercise = findExercise(readCourse(join(home, 'exercises')), place) as Exercise;
  });

  function make(...typed: string[]) {
    const env = { ...process.env, LC_ALL: 'C' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'new', ...typed], {
      cwd: home,
      env,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    return { status, stdout };
  }

  const read = (file: string) => readFileSync(join(exercise.hidden, file), 'utf8');

  async function run(code: string) {
    const { checks } = await runExercise(exercise, { seed: 0, language: 'en', code });
    return checks.map(({ mistake }) => mistake);
  }

  it('makes every file that an exercise of the course has, under its own names', () => {
    const [path, hidden] = [exercise.path, exercise.hidden].map(folder => readdirSync(folder).sort());
    const readmes = ['README.md', 'README.zh-CN.md'];
    expect(path).toEqual([...readmes, 'exercise.json', 'exercise.test.ts', 'exercise.ts']);
    expect(hidden).toEqual(['alternative.ts', 'checks.ts', 'mistakes', 'solution.ts', 'stub.ts']);
    expect(exercise.info.id).toBe('leaky-window');
    expect(read('stub.ts')).toContain('export function leakyWindow(');
    expect(readFileSync(join(exercise.path, 'exercise.ts'), 'utf8')).toBe(read('stub.ts'));
  });

  it('says where it made them and how to find what is left to do', () => {
    expect(said.status).toBe(0);
    expect(said.stdout).toContain(`exercises/${place}`);
    expect(said.stdout).toContain('-t 98-leaky-window');
  });

  it('makes an exercise that runs', async () => {
    expect(await run(join(exercise.path, 'exercise.ts'))).toEqual(['not-written']);
    expect(await run(join(exercise.hidden, 'solution.ts'))).toEqual([undefined]);
    expect(await run(join(exercise.hidden, 'alternative.ts'))).toEqual([undefined]);
  });

  it('plants a mistake that fits the solution', () => {
    expect(applyPatch(read('solution.ts'), read('mistakes/squared.patch'))).toContain('value * value');
  });

  it('leaves something to do in every file in which there is something to write', () => {
    const files = leftToDo(exercise).map(line => line.replace(/:.*/, ''));
    for (const file of [
      'README.md',
      'README.zh-CN.md',
      'exercise.json',
      'stub.ts',
      'solution.ts',
      'checks.ts',
    ])
      expect(files).toContain(file);
  });

  it.each([
    ['which is there already', '01-convolution/03-padding', 'exists already'],
    ['whose id another one has', '01-convolution/97-padding', 'Choose another name'],
    [
      'whose number another one has',
      '01-convolution/03-margin',
      '01-convolution/03-padding has the number 03',
    ],
    ['in a chapter without a title', '77-nowhere/01-first', 'exercises/course.json'],
    ['without a chapter', '97-margin', '<chapter>/<NN-name>'],
    ['without a number', '01-convolution/margin', '<chapter>/<NN-name>'],
    ['in capitals', '01-convolution/97-Margin', '<chapter>/<NN-name>'],
    ['outside of the course', '../97-margin', '<chapter>/<NN-name>'],
  ])('refuses an exercise %s', (_, typed, reason) => {
    const before = readdirSync(join(home, 'exercises'), { recursive: true });
    expect(make(typed)).toEqual({ status: 2, stdout: expect.stringContaining(reason) });
    expect(readdirSync(join(home, 'exercises'), { recursive: true })).toEqual(before);
  });

  it('asks for a name where none was typed', () => {
    expect(make()).toEqual({ status: 2, stdout: expect.stringContaining('npm run exercise -- ') });
  });
});
