import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Answer, ProgressLine, SealedAnswer } from './answer.js';
import { confinement } from './confinement.js';
import { watchMemory } from './memory.js';
import type { RunChecksOptions } from './runChecks.js';
import type { Text } from './text.js';

/** What a confined program may do. */
export interface Confined {
  /** The folders and files that it may read; it may write nothing. */
  readonly readable: readonly string[];
  /** The memory of its process in MiB, all kinds together; more ends it. */
  readonly memoryMiB: number;
}

/** How to run a program. */
interface RunProgramOptions extends RunChecksOptions {
  readonly timeoutMs: number;
  readonly confined?: Confined;
}

/** Why there are no results. */
export interface Broken {
  readonly mistake: string;
  readonly says: Text;
}

/** What a program came to. */
export interface Run {
  readonly answer: Answer | Broken;
  /** What it printed. */
  readonly output: string;
}

/** More than this of what a learner's program prints helps nobody. */
const keptOutput = 20_000;

/** Runs a bundled program in a process of its own and waits for its answer, its end, or that of its time. */
export function runProgram(program: string, options: RunProgramOptions): Promise<Run> {
  const { timeoutMs, confined, onProgress } = options;
  const seal = randomUUID();
  const child = start(program, seal, options);
  let output = '';
  const keep = (text: Buffer) => {
    if (output.length < keptOutput) output += text;
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve, reject) => {
    let answer: Answer | Broken = ended;
    const stop = (reason: Broken) => {
      answer = reason;
      child.kill('SIGKILL');
    };
    const timer = setTimeout(() => stop(timeout(timeoutMs)), timeoutMs);
    const unwatch =
      confined && watchMemory(child, confined.memoryMiB, () => stop(memory(confined.memoryMiB)));
    child.on('message', (message: SealedAnswer | ProgressLine) => {
      if (typeof message !== 'string') onProgress?.(message.progress);
      // What the learner's code sends by itself does not know the seal.
      else if (message.startsWith(seal)) answer = JSON.parse(message.slice(seal.length));
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      unwatch?.();
      resolve({ answer, output });
    });
  });
}

function start(program: string, seal: string, options: RunProgramOptions): ChildProcess {
  const { seed, language, device, slow, confined } = options;
  const { execPath, execArgv, env } = confined
    ? confinement([program, ...confined.readable], confined.memoryMiB)
    : { execPath: process.execPath, execArgv: [], env: process.env };
  return fork(program, [JSON.stringify({ seal, options: { seed, language, device, slow } })], {
    execPath,
    execArgv: [...execArgv, '--enable-source-maps'],
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
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
    en: `Your code was still running after ${timeoutMs / 1000} s. Look for a loop that never ends: does its counter change, and in the right direction? If there is none and the computer is busy with something else, check once more.`,
    zh: `运行了 ${timeoutMs / 1000} 秒还没有结束。请找一找不会结束的循环：循环变量有没有变化，变化的方向对不对？如果没有这样的循环，而电脑正忙着别的事，就再检查一次。`,
  },
});

const memory = (memoryMiB: number): Broken => ({
  mistake: 'memory',
  says: {
    en: `Your code took more than ${memoryMiB} MiB of memory. Look for an array that grows in a loop, or tensors that are never disposed.`,
    zh: `你的代码占用了超过 ${memoryMiB} MiB 的内存。请找一找循环中不断变大的数组，或者没有释放的张量。`,
  },
});
