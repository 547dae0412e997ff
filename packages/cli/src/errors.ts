import { ExitCode } from './exitCodes.js';

/** Something that a user can mend. The message is one line, names the thing and says what to do. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: ExitCode;

  constructor(message: string, exitCode: ExitCode = ExitCode.failure) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The command line itself asks for something that cannot be. */
export class UsageError extends CliError {
  constructor(message: string) {
    super(message, ExitCode.usage);
  }
}

/** The user stopped the command; what there is has been saved. */
export class Interrupted extends CliError {}
