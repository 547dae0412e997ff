import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleExercise, CompileError } from './bundle.js';
import type { Exercise } from './courseFolder.js';
import { ImportError } from './refusedImport.js';
import type { CheckResult, RunChecksOptions } from './runChecks.js';
import { type Broken, type Confined, type Run, runProgram } from './runProgram.js';
import type { Text } from './text.js';

/** How an exercise came out. Plain data, to be written as JSON. */
export interface ExerciseResult {
  /** The exercise's id. */
  readonly id: string;
  /** True where every check passed. */
  readonly passed: boolean;
  /** False where something that is missing on this machine kept a check from being run: that is no one's fault. */
  readonly counts: boolean;
  /** Each check's result, in order; a single one where the code could not be checked at all. */
  readonly checks: readonly CheckResult[];
  /** What the learner's code printed. */
  readonly output: string;
  /** How long it took, compiling included, in milliseconds. */
  readonly milliseconds: number;
}

/** How to run an exercise. */
export interface RunExerciseOptions extends RunChecksOptions {
  /** The file to check: the exercise's own `exercise.ts` by default. */
  readonly code?: string;
  /** After how many milliseconds a run that does not end is ended: what the exercise says, or else 10,000. */
  readonly timeoutMs?: number;
  /** Keeps the code from the machine, as a class's code needs; not kept by default, as for one's own. */
  readonly confined?: Confined;
}

/**
 * Runs an exercise's checks on a learner's file in a process of its own: a loop that never ends, a crash or a
 * `process.exit` ends that process and is a result like others (`timeout`, `ended`, `does-not-compile`).
 */
export async function runExercise(exercise: Exercise, options: RunExerciseOptions): Promise<ExerciseResult> {
  const { code = join(exercise.path, 'exercise.ts'), language } = options;
  const began = performance.now();
  const { answer, output } = await ran(exercise, code, options);
  if ('defect' in answer)
    throw new Error(`the checks of ${exercise.info.id} have a defect: ${answer.defect}`);
  const checks = 'results' in answer ? answer.results : [brokenResult(answer, language)];
  return {
    id: exercise.info.id,
    passed: checks.length > 0 && checks.every(({ passed }) => passed),
    counts: !checks.some(({ notRun }) => notRun === 'missing'),
    checks,
    output,
    milliseconds: Math.round(performance.now() - began),
  };
}

async function ran(exercise: Exercise, code: string, options: RunExerciseOptions): Promise<Run> {
  if (!statSync(code, { throwIfNoEntry: false })?.isFile())
    return { answer: fileMissing(exercise.info.id), output: '' };
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-'));
  try {
    const program = join(folder, 'program.mjs');
    writeFileSync(program, await bundleExercise(exercise, code));
    const timeoutMs = options.timeoutMs ?? 1000 * (exercise.info.seconds ?? 10);
    return await runProgram(program, { ...options, timeoutMs });
  } catch (error) {
    if (error instanceof CompileError) return { answer: doesNotCompile(error), output: '' };
    if (error instanceof ImportError)
      return { answer: { mistake: 'import-not-allowed', says: error.says }, output: '' };
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fileMissing(id: string): Broken {
  return {
    mistake: 'file-missing',
    says: {
      en: `There is no file exercise.ts. This puts it back as it was at the beginning: npm run learn -- reset ${id}`,
      zh: `没有 exercise.ts 这个文件。把它恢复成最初的样子：npm run learn -- reset ${id}`,
    },
  };
}

function doesNotCompile({ line, reason }: CompileError): Broken {
  return {
    mistake: 'does-not-compile',
    says: {
      en: `exercise.ts is not valid TypeScript${line ? `, line ${line}` : ''}: ${reason}`,
      zh: `exercise.ts 不是合法的 TypeScript${line ? `，第 ${line} 行` : ''}：${reason}`,
    },
  };
}

function brokenResult(answer: NoResults, language: keyof Text): CheckResult {
  const { mistake, says } = brokenOf(answer);
  return {
    title: { en: 'runs to the end', zh: '能够运行到结束' },
    passed: false,
    mistake,
    message: says[language],
  };
}

type NoResults = { readonly error: string } | { readonly changed: string } | Broken;

function brokenOf(answer: NoResults): Broken {
  if ('error' in answer) return threwAtLoad(answer.error);
  return 'changed' in answer ? changedBuiltIn(answer.changed) : answer;
}

function changedBuiltIn(name: string): Broken {
  return {
    mistake: 'built-in-changed',
    says: {
      en: `Your code changes ${name}, which belongs to JavaScript itself: everything else in the program computes with it too. Give your function a name of its own.`,
      zh: `你的代码改动了 JavaScript 自带的 ${name}：程序的其他部分也要用它。请给你的函数另取名字。`,
    },
  };
}

function threwAtLoad(error: string): Broken {
  return {
    mistake: 'threw',
    says: {
      en: `exercise.ts stopped with an error when it was loaded: ${error}`,
      zh: `加载 exercise.ts 时出错：${error}`,
    },
  };
}
