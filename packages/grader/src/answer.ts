import type { Check, LearnerModule } from './check.js';
import { type CheckResult, type RunChecksOptions, runChecks } from './runChecks.js';

/**
 * What the process in which an exercise runs sends back at its end: the results; or what the learner's file threw when
 * it was loaded; or a defect of the checks.
 */
export type Answer =
  | { readonly results: readonly CheckResult[] }
  | { readonly error: string }
  | { readonly defect: string };

/** What that process may send before: how far it is. */
export interface ProgressLine {
  readonly progress: string;
}

/** Runs the checks in a process that `runExercise` started, and sends the results back. */
export async function answer(checks: readonly Check[], load: () => Promise<LearnerModule>): Promise<void> {
  const options: RunChecksOptions = JSON.parse(process.argv[2] ?? '{}');
  const onProgress = (progress: string) => process.send?.({ progress } satisfies ProgressLine);
  send(await answerFor(checks, load, { ...options, onProgress }));
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

/** Ends the process too: timers that the learner's code left behind do not keep it. */
function send(message: Answer): void {
  process.send?.(message, undefined, undefined, () => process.exit(0));
}
