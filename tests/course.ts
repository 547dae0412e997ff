import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { FashionMNIST } from '@featuremap/datasets';
import {
  type Check,
  type CheckResult,
  type Language,
  type LearnerModule,
  runChecks,
} from '@featuremap/grader';
import { bundleLearner, type Exercise, readCourse } from '@featuremap/grader/course';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { leftToDo } from './leftToDo.js';
import { root } from './packages.js';
import { applyPatch } from './patch.js';

/** The course that this repository holds. */
export const course = readCourse(join(root, 'exercises'));

/** Inputs that a right solution must pass and a mistake must be recognised on; 0 is the learner's own. */
const seeds = [0, 1, 2];

/**
 * Tests the graders of an exercise, all but the checks that take minutes: what is right passes, what is not written is
 * met with what to do, and every planted mistake draws its own name and no other's, in all that the seeds make.
 */
function describeGrader(exercise: Exercise): void {
  const { hidden, info, chapter, name } = exercise;
  const planted = plantedMistakes(exercise);

  describe(`${chapter}/${name}`, () => {
    it('has nothing left of the template', () => {
      expect(leftToDo(exercise)).toEqual([]);
    });

    it('says of the stub that it is not written yet, and what to read', async () => {
      const learner = await load(exercise, source(exercise, 'stub.ts'));
      const failed = await failures(exercise, learner, 0);
      expect(namesOf(failed)).toEqual(['not-written']);
      for (const { message } of failed) {
        expect(message).toMatch(/README/);
      }
    });

    it('has a stub that type-checks in strict mode', () => {
      expect(typeErrors(join(hidden, 'stub.ts'))).toEqual([]);
    });

    it.each(['solution.ts', 'alternative.ts'])('lets %s pass on every seed', async file => {
      const learner = await load(exercise, source(exercise, file));
      for (const seed of seeds) {
        expect(await failures(exercise, learner, seed)).toEqual([]);
      }
    });

    it('has an alternative that goes about it in another way than the solution', () => {
      expect(source(exercise, 'alternative.ts')).not.toBe(source(exercise, 'solution.ts'));
    });

    it('has at least five planted mistakes', () => {
      expect(new Set(planted.map(({ mistake }) => mistake)).size).toBeGreaterThanOrEqual(5);
    });

    it.each(planted)(
      'calls $patch by its name on every seed, and by no other, in both languages',
      async planted => {
        // One module for all seeds: checks that train keep what came of it, and training is what takes long.
        const learner = await load(exercise, planted.code);
        const [first = 0, ...others] = seeds;
        const found = await failures(exercise, learner, first, 'en');
        const inChinese = await failures(exercise, learner, first, 'zh');
        expect(namesOf(found)).toEqual([planted.mistake]);
        for (const seed of others) {
          expect(namesOf(await failures(exercise, learner, seed))).toEqual([planted.mistake]);
        }
        const [english, chinese] = [found, inChinese].map(failed =>
          failed.map(({ message = '' }) => message),
        );
        expect(chinese.map(numbers)).toEqual(english.map(numbers));
        for (const text of chinese) expect(text).toMatch(/\p{Script=Han}/u);
        for (const text of english) expect(text).not.toMatch(/\p{Script=Han}/u);
      },
    );

    it('has its hints in both languages, with the same numbers', () => {
      expect(info.hints.length).toBeGreaterThanOrEqual(2);
      for (const { en, zh } of info.hints) {
        expect(numbers(zh)).toEqual(numbers(en));
        expect(zh).toMatch(/\p{Script=Han}/u);
      }
    });
  });
}

/** One chapter stands for all of them in `npm test`. */
const [quick] = Object.keys(course.chapters);
const isQuick = ({ chapter }: Exercise) => chapter === quick;

/** Tests the graders of the first chapter's exercises, which take seconds. */
export function describeQuickGraders(): void {
  for (const exercise of course.exercises.filter(isQuick)) describeGrader(exercise);
}

/**
 * Tests the graders of a share of all other exercises. The test files of a folder take turns at them, since some
 * exercises take a hundred times longer than others, and files are what runs side by side.
 *
 * @param file the test file
 */
export async function describeShare(file: string): Promise<void> {
  await loadFashionMnist();
  const files = readdirSync(dirname(file)).sort();
  const share = files.indexOf(basename(file));
  const exercises = course.exercises.filter(exercise => !isQuick(exercise));
  for (const [at, exercise] of exercises.entries()) {
    if (at % files.length === share) describeGrader(exercise);
  }
}

/** FashionMNIST does not come with the course, and without it an exercise of the last chapter checks little. */
export async function loadFashionMnist(): Promise<void> {
  for (const train of [true, false]) await FashionMNIST.load({ train });
}

/** Solutions with a mistake put in: `mistakes/<the mistake's name>.patch`, or `<name>.<variant>.patch`. */
function plantedMistakes(exercise: Exercise): { patch: string; mistake: string; code: string }[] {
  const folder = join(exercise.hidden, 'mistakes');
  return readdirSync(folder).map(patch => ({
    patch,
    mistake: patch.replace(/\..*$/, ''),
    code: applyPatch(source(exercise, 'solution.ts'), readFileSync(join(folder, patch), 'utf8')),
  }));
}

async function failures(
  exercise: Exercise,
  learner: LearnerModule,
  seed: number,
  language: Language = 'en',
): Promise<CheckResult[]> {
  const results = await runChecks(await checksOf(exercise), learner, { seed, language, slow: false });
  return results.filter(({ passed, notRun }) => !passed && !notRun);
}

/** Each name once. */
function namesOf(failed: readonly CheckResult[]): unknown[] {
  return [...new Set(failed.map(({ mistake }) => mistake))];
}

/** What an exercise asks for. */
export async function checksOf({ hidden }: Exercise): Promise<readonly Check[]> {
  return (await import(join(hidden, 'checks.ts'))).checks;
}

async function load(exercise: Exercise, code: string): Promise<LearnerModule> {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-'));
  try {
    const file = join(folder, 'exercise.ts');
    writeFileSync(file, code);
    const module = await bundleLearner(exercise, file);
    return await import(`data:text/javascript,${encodeURIComponent(module)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function source({ hidden }: Exercise, file: string): string {
  return readFileSync(join(hidden, file), 'utf8');
}

function typeErrors(file: string): string[] {
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    types: [],
    skipLibCheck: true,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** The numbers of a text in order of size, since languages order their sentences differently. */
function numbers(text: string): string[] {
  return (text.match(/-?\d+(\.\d+)?/g) ?? []).sort();
}
