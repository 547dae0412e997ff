import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { root } from './packages.js';

const execute = promisify(execFile);

/**
 * A folder outside the repository whose programs find our packages as after an installation; removed when the test
 * ends.
 */
export function folderWithOurPackages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
}

/**
 * Runs a command in a folder and waits for its end, but no longer than its test does: it must not run on by itself.
 *
 * @returns what it printed to standard output.
 * @throws {Error} with everything that it printed when it fails.
 */
export async function run(
  folder: string,
  command: string,
  args: readonly string[],
  seconds = 110,
  env: NodeJS.ProcessEnv = {},
): Promise<string> {
  try {
    const { stdout } = await execute(command, args, {
      cwd: folder,
      timeout: seconds * 1_000,
      killSignal: 'SIGKILL',
      maxBuffer: 64 * 2 ** 20,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      shell: process.platform === 'win32',
    });
    return stdout;
  } catch (error) {
    const { stdout, stderr, killed } = error as { stdout: string; stderr: string; killed: boolean };
    const end = killed ? `was ended after ${seconds} s` : 'failed';
    throw new Error(`${command} ${args.join(' ')} ${end}\n${stdout}${stderr}`);
  }
}

/** Runs a compiled program, and reads the JSON that it prints on its last line. */
export async function runProgram(
  folder: string,
  file: string,
  node = process.execPath,
  seconds = 110,
  env: NodeJS.ProcessEnv = {},
): Promise<Record<string, unknown>> {
  const lines = (await run(folder, node, [file], seconds, env)).trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '');
}

/** How far losses have fallen from the first to the last. */
export function fall(losses: unknown): number {
  const [first, last] = Array.isArray(losses) ? [losses[0], losses.at(-1)] : [];
  if (typeof first !== 'number' || typeof last !== 'number') throw new Error(`not losses: ${losses}`);
  return first - last;
}
