import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer, ProgressLine } from './answer.js';
import { bundleExercise, CompileError } from './bundle.js';
import type { Exercise } from './courseFolder.js';
import { ImportError } from './refusedImport.js';
import type { CheckResult, RunChecksOptions } from './runChecks.js';
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
}

/** More than this of what a learner's program prints helps nobody. */
const keptOutput = 20_000;

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

/** Why there are no results. */
interface Broken {
  readonly mistake: string;
  readonly says: Text;
}

interface Run {
  readonly answer: Answer | Broken;
  readonly output: string;
}

async function ran(exercise: Exercise, code: string, options: RunExerciseOptions): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-'));
  try {
    const program = join(folder, 'program.mjs');
    writeFileSync(program, await bundleExercise(exercise, code));
    const timeoutMs = options.timeoutMs ?? 1000 * (exercise.info.seconds ?? 10);
    return await runProgram(program, timeoutMs, options);
  } catch (error) {
    if (error instanceof CompileError) return { answer: doesNotCompile(error), output: '' };
    if (error instanceof ImportError)
      return { answer: { mistake: 'import-not-allowed', says: error.says }, output: '' };
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runProgram(
  program: string,
  timeoutMs: number,
  { seed, language, device, slow, onProgress }: RunExerciseOptions,
): Promise<Run> {
  const child = fork(program, [JSON.stringify({ seed, language, device, slow })], {
    execArgv: ['--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const keep = (text: Buffer) => {
    if (output.length < keptOutput) output += text;
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve, reject) => {
    let answer: Answer | Broken = ended;
    const timer = setTimeout(() => {
      answer = timeout(timeoutMs);
      child.kill('SIGKILL');
    }, timeoutMs);
    child.on('message', (message: Answer | ProgressLine) => {
      if ('progress' in message) onProgress?.(message.progress);
      else answer = message;
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ answer, output });
    });
  });
}

const ended: Broken = {
  mistake: 'ended',
  says: {
    en: 'The program ended before it was done. Does your code call process.exit, or use very much memory?',
    zh: '程序还没做完就结束了。你的代码是否调用了 process.exit，或者占用了太多内存？',
  },
};

const timeout = (timeoutMs: number): Broken => ({
  mistake: 'timeout',
  says: {
    en: `Your code was still running after ${timeoutMs / 1000} s. Look for a loop that never ends: does its counter change, and in the right direction?`,
    zh: `运行了 ${timeoutMs / 1000} 秒还没有结束。请找一找不会结束的循环：循环变量有没有变化，变化的方向对不对？`,
  },
});

function doesNotCompile({ line, reason }: CompileError): Broken {
  return {
    mistake: 'does-not-compile',
    says: {
      en: `exercise.ts is not valid TypeScript${line ? `, line ${line}` : ''}: ${reason}`,
      zh: `exercise.ts 不是合法的 TypeScript${line ? `，第 ${line} 行` : ''}：${reason}`,
    },
  };
}

function brokenResult(answer: { readonly error: string } | Broken, language: keyof Text): CheckResult {
  const { mistake, says } = 'error' in answer ? threwAtLoad(answer.error) : answer;
  return {
    title: { en: 'runs to the end', zh: '能够运行到结束' },
    passed: false,
    mistake,
    message: says[language],
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
