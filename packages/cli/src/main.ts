import { ExitCode } from './exitCodes.js';
import { debugging, failureOf } from './failure.js';
import { createProgram } from './program.js';

/**
 * Runs the `featuremap` command.
 *
 * @param args the words after the command's name
 * @returns the exit code; what went wrong has been printed to standard error as one line
 *
 * @example
 * ```ts
 * process.exitCode = await main(['train', 'lenet5', '--epochs', '1']);
 * ```
 */
export async function main(args: readonly string[]): Promise<ExitCode> {
  surviveSystem();
  let exitCode: ExitCode = ExitCode.ok;
  const program = createProgram(code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    const { message, exitCode: code } = failureOf(error);
    if (debugging() && error instanceof Error) console.error(error);
    if (message) process.stderr.write(`featuremap: ${message}\n`);
    return code;
  }
}

let isPrepared = false;

/** Turns what would end the process without a word into something that can be handled. */
function surviveSystem(): void {
  if (isPrepared) return;
  isPrepared = true;
  // Past `ulimit -f` the system sends this signal; with a listener the write fails with EFBIG instead.
  process.on('SIGXFSZ', () => {});
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // `featuremap … | head`: nobody reads on, but the work goes on.
      if (error.code !== 'EPIPE') process.exitCode = ExitCode.failure;
    });
  }
}
