import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const command = join(import.meta.dirname, '..', '..', 'bin', 'featuremap.js');

/** What a finished command left. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder that is gone after the test. */
export async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'featuremap-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the real command in a folder, to its end. */
export async function featuremap(
  folder: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return finished(startFeaturemap(folder, args, env));
}

/** Starts the real command. */
export function startFeaturemap(folder: string, args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  return start(folder, process.execPath, [command, ...args], env);
}

/** Runs the real command in a shell after `ulimit` or the like. */
export async function featuremapAfter(prelude: string, folder: string, args: string[]): Promise<Finished> {
  return finished(
    start(folder, 'sh', ['-c', `${prelude}; exec "$@"`, 'sh', process.execPath, command, ...args], {}),
  );
}

/** Waits for a process and collects what it prints. */
export function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', text => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exitCode => resolve({ exitCode, stdout, stderr }));
  });
}

function start(folder: string, program: string, args: string[], more: NodeJS.ProcessEnv): ChildProcess {
  const { NO_COLOR, FORCE_COLOR, FEATUREMAP_DEBUG, ...env } = process.env;
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    if (child.exitCode === null) child.kill('SIGKILL');
  });
  return child;
}
