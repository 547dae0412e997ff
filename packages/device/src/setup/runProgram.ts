import { spawn } from 'node:child_process';

/** How to run a program. */
export interface RunOptions {
  readonly cwd: string;
  readonly signal: AbortSignal | undefined;
  readonly env?: NodeJS.ProcessEnv;
}

/** What a program left that has ended. */
export interface Ended {
  /** Undefined where there is no such program. */
  readonly exitCode: number | null | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Only the end of a long output says what went wrong. */
const mostCharacters = 100_000;

/** Runs a program to its end, and ends it when the signal aborts; then it throws the signal's reason. */
export async function runProgram(
  program: string,
  args: readonly string[],
  { cwd, signal, env }: RunOptions,
): Promise<Ended> {
  signal?.throwIfAborted();
  // A group of its own, so that what the program starts ends with it.
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] = (output[name] + text).slice(-mostCharacters);
    });
  }
  const stop = () => endGroup(child.pid);
  signal?.addEventListener('abort', stop, { once: true });
  process.once('exit', stop);
  try {
    const exitCode = await new Promise<number | null | undefined>((resolve, reject) => {
      child.once('error', (error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' || error.code === 'EACCES' ? resolve(undefined) : reject(error),
      );
      child.once('close', resolve);
    });
    signal?.throwIfAborted();
    return { exitCode, ...output };
  } finally {
    signal?.removeEventListener('abort', stop);
    process.off('exit', stop);
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
