import { CommanderError } from 'commander';
import { CliError } from './errors.js';
import { ExitCode } from './exitCodes.js';

/** What is left to say and to exit with after a command threw. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** One line, or undefined when all has been said. */
  readonly message?: string;
}

/** What the system says and what a user can do, for the errors of reading and writing files. */
const systemErrors: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Free some space and try again',
  EDQUOT: 'your disk quota is used up. Free some space and try again',
  EFBIG: 'the file would be larger than this system allows (see `ulimit -f`)',
  EACCES: 'permission denied. Choose another folder with --out',
  EPERM: 'permission denied. Choose another folder with --out',
  EROFS: 'the file system is read-only. Choose another folder with --out',
  ENOTDIR: 'a part of the path is a file, not a folder. Choose another folder with --out',
  EEXIST: 'it exists already and is not a folder. Choose another with --out',
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder, not a file',
  EMFILE: 'too many files are open. Raise `ulimit -n` and try again',
};

/** Of ENOENT, where a folder is made in one that exists, as in /proc. */
const noFolder = 'no folder can be made there. Choose another with --out';

/** The trainer says what to try; these are its names here. */
const divergedOptions = '--lr, --warmup, --clip';

/** Codes of errors whose message is a sentence for people already; the libraries promise so. */
const usageCodes: ReadonlySet<unknown> = new Set(['NETWORK_OPTION', 'unknown']);

/** Makes one line and an exit code of whatever was thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CommanderError) return commanderFailure(error);
  if (error instanceof CliError) return { exitCode: error.exitCode, message: error.message };
  if (!(error instanceof Error)) return { exitCode: ExitCode.failure, message: oneLine(String(error)) };

  const code = 'code' in error ? error.code : undefined;
  const exitCode = usageCodes.has(code) ? ExitCode.usage : ExitCode.failure;
  const system = systemFailure(error, code);
  if (system) return { exitCode, message: system };
  if (code === 'DIVERGED') return { exitCode, message: `${oneLine(error.message)} (${divergedOptions})` };
  if (code !== undefined) return { exitCode, message: oneLine(error.message) };
  // No code: nobody foresaw it, so it is a mistake of ours and the stack is worth having.
  const hint = debugging() ? '' : ' (FEATUREMAP_DEBUG=1 shows where)';
  return { exitCode, message: oneLine(error.message || error.name) + hint };
}

/** Whether the user asked for stacks. */
export function debugging(): boolean {
  return Boolean(process.env.FEATUREMAP_DEBUG);
}

/** Commander has printed help and version itself; its errors it left to us. */
function commanderFailure({ code, message }: CommanderError): Failure {
  if (code === 'commander.helpDisplayed' || code === 'commander.version') return { exitCode: ExitCode.ok };
  if (code === 'commander.help') return { exitCode: ExitCode.usage };
  return { exitCode: ExitCode.usage, message: oneLine(message.replace(/^error: /, '')) };
}

function systemFailure(error: Error, code: unknown): string | undefined {
  const meaning = typeof code === 'string' ? meaningOf(code, error) : undefined;
  if (!meaning) return undefined;
  const path = 'path' in error && typeof error.path === 'string' ? error.path : undefined;
  return path ? `${path}: ${meaning}.` : `${oneLine(error.message)}: ${meaning}.`;
}

function meaningOf(code: string, error: Error): string | undefined {
  const isFolder = 'syscall' in error && error.syscall === 'mkdir';
  return code === 'ENOENT' && isFolder ? noFolder : systemErrors[code];
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, ' ');
}
