import { join } from 'node:path';
import { SetupError } from './errors.js';
import { runProgram } from './runProgram.js';

/** What an install computes, as `native/check.cjs` prints it. */
export interface Checked {
  readonly backend: string;
  /** Version of the library that answered. */
  readonly tensorflow: string;
  /** Whether it found a GPU and uses it. */
  readonly gpu: boolean;
  /** Of the sum of the squares of 3×3 window sums over a 4×4 image of ones. */
  readonly gradient: readonly number[];
}

/**
 * That gradient on paper: twice the window sums (4 at a corner, 6 at an edge, 9 inside), summed over each window again.
 */
const expected = [50, 80, 80, 50, 80, 128, 128, 80, 80, 128, 128, 80, 50, 80, 80, 50];

/**
 * Computes a gradient with an install in a fresh process, as a program would.
 *
 * @throws {SetupError} `wrong` when it does not load or computes something else
 */
export async function checkInstall(folder: string, signal: AbortSignal | undefined): Promise<Checked> {
  const { exitCode, stdout, stderr } = await runProgram(process.execPath, [join(folder, 'check.cjs')], {
    cwd: folder,
    signal,
  });
  const checked = exitCode === 0 ? parse(stdout) : undefined;
  if (!checked) {
    const reason = stderr.split('\n').find(line => /error/i.test(line)) ?? `exit code ${exitCode}`;
    throw new SetupError('wrong', `the finished install does not load: ${reason.trim()}`);
  }
  const { backend, gradient } = checked;
  const isRight = expected.length === gradient.length && expected.every((v, i) => gradient[i] === v);
  if (backend === 'tensorflow' && isRight) return checked;
  throw new SetupError(
    'wrong',
    `the finished install computes wrong: on ${backend} the gradient is ${gradient.join(' ')}, not ${expected.join(' ')}`,
  );
}

function parse(stdout: string): Checked | undefined {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1)!);
  } catch {
    return undefined;
  }
}
