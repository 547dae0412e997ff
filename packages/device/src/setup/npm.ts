import { existsSync } from 'node:fs';
import { rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from './errors.js';
import { type Ended, runProgram } from './runProgram.js';

/** How to install. */
export interface NpmOptions {
  /** The folder whose project's .npmrc counts: where the user stands. */
  readonly cwd: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Installs packages into a folder from the registry that npm is configured to use, the current project's .npmrc
 * included. Install scripts do not run: tfjs-node's downloads from a host that not everybody reaches.
 *
 * @throws {SetupError} `npm` when there is none, `install` when it failed
 */
export async function npmInstall(
  folder: string,
  dependencies: Readonly<Record<string, string>>,
  { cwd, signal }: NpmOptions,
): Promise<void> {
  const manifest = { private: true, main: 'tfjs-node.cjs', dependencies };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const npmrc = join(folder, '.npmrc');
  const configuration = await projectConfiguration(cwd, signal);
  // A link and not a copy: it may hold passwords.
  if (configuration) await symlink(configuration, npmrc);
  try {
    const args = ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--omit=dev'];
    // As `npm install --global` or in a workspace, npm would hand these on to the npm that it starts.
    const scope = ['--global=false', '--workspaces=false', '--package-lock=false', '--json'];
    const ended = await runProgram('npm', [...args, ...scope], { cwd: folder, signal });
    if (ended.exitCode !== 0) throw failure(ended, Object.keys(dependencies)[0]!);
  } finally {
    await rm(npmrc, { force: true });
  }
}

/** Fails early where there is no npm. */
export async function checkNpm(cwd: string, signal: AbortSignal | undefined): Promise<void> {
  const { exitCode } = await runProgram('npm', ['--version'], { cwd, signal });
  if (exitCode !== 0)
    throw new SetupError('npm', 'npm is not there; it comes with Node (https://nodejs.org)');
}

async function projectConfiguration(cwd: string, signal: AbortSignal | undefined) {
  const { exitCode, stdout } = await runProgram('npm', ['prefix'], { cwd, signal });
  const file = join(stdout.trim(), '.npmrc');
  return exitCode === 0 && existsSync(file) ? file : undefined;
}

function failure({ exitCode, stdout, stderr }: Ended, name: string): SetupError {
  if (exitCode === undefined) return new SetupError('npm', 'npm is not there; it comes with Node');
  const reason = reasonOf(stdout) ?? lastLine(stderr) ?? `exit code ${exitCode}`;
  if (/ENOSPC|no space left/i.test(reason)) {
    return new SetupError(
      'storage',
      'npm could not write: the disk is full; free some space and run it again',
    );
  }
  return new SetupError('install', `npm could not install ${name}: ${reason}`);
}

/** With `--json` npm prints what went wrong as data. */
function reasonOf(stdout: string): string | undefined {
  try {
    const { error }: { error?: { code?: string; summary?: string } } = JSON.parse(stdout);
    const summary = error?.summary?.trim().split('\n', 1)[0];
    return summary ? `${summary}${error?.code ? ` (${error.code})` : ''}` : undefined;
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1) || undefined;
}
