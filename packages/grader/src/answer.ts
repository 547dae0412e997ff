import type { Check, LearnerModule } from './check.js';
import { changedIntrinsic } from './intrinsics.js';
import { type CheckResult, type RunChecksOptions, runChecks } from './runChecks.js';

/**
 * What the process in which an exercise runs sends back at its end: the results; or what the learner's file threw when
 * it was loaded; or what it changed of JavaScript itself; or a defect of the checks.
 */
export type Answer =
  | { readonly results: readonly CheckResult[] }
  | { readonly error: string }
  | { readonly changed: string }
  | { readonly defect: string };

/** An answer as it is sent: the seal that the process was started with, then the answer as JSON. */
export type SealedAnswer = string;

/** What that process may send before: how far it is. */
export interface ProgressLine {
  readonly progress: string;
}

/**
 * Runs the checks in a process that `runExercise` started, and sends the results back. The learner's code runs in the
 * same process: what it prints or sends is no answer, since only this function knows the seal.
 */
export async function answer(checks: readonly Check[], load: () => Promise<LearnerModule>): Promise<void> {
  const { seal, options }: { seal: string; options: RunChecksOptions } = JSON.parse(process.argv[2] ?? '{}');
  const send = takeChannel();
  const onProgress = (progress: string) => send({ progress });
  const answer = await answerFor(checks, load, { ...options, onProgress });
  const changed = changedIntrinsic();
  // A toJSON that the learner's code gave to every object would write the answer: nothing but a name is sent then.
  const sent = changed === undefined ? stringify(answer) : `{"changed":${stringify(changed)}}`;
  // Ends the process too: timers that the learner's code left behind do not keep it.
  send(seal + sent, () => exit(0));
}

const { stringify } = JSON;
const exit = process.exit.bind(process);

/** Takes the way to the process that started this one out of the learner's reach, and the seal with it. */
function takeChannel(): (message: SealedAnswer | ProgressLine, sent?: () => void) => void {
  const send = process.send?.bind(process);
  process.argv.length = 2;
  process.send = undefined as unknown as NonNullable<typeof process.send>;
  return (message, sent) => void send?.(message, undefined, undefined, sent);
}

async function answerFor(
  checks: readonly Check[],
  load: () => Promise<LearnerModule>,
  options: RunChecksOptions,
): Promise<Answer> {
  let learner: LearnerModule;
  try {
    learner = await load();
  } catch (error) {
    return { error: String(error) };
  }
  try {
    return { results: await runChecks(checks, learner, options) };
  } catch (error) {
    return { defect: String(error instanceof Error ? error.stack : error) };
  }
}
