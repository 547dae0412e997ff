import type { Check, LearnerModule } from './check.js';
import { seededRandom } from './random.js';
import type { Language, Text } from './text.js';

/** How one check came out. Plain data, to be written as JSON. */
export interface CheckResult {
  /** What was checked. */
  readonly title: Text;
  /** True where the learner's code does it. */
  readonly passed: boolean;
  /** The mistake's name, where the check failed. */
  readonly mistake?: string;
  /** The explanation in the language asked for, where the check failed. */
  readonly message?: string;
}

/** How to run checks. */
export interface RunChecksOptions {
  /** What the random inputs are made from: a whole number. */
  readonly seed: number;
  /** The language of the messages. */
  readonly language: Language;
}

/** Runs every check of an exercise, one after the other, each on inputs of its own. */
export async function runChecks(
  checks: readonly Check[],
  learner: LearnerModule,
  { seed, language }: RunChecksOptions,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [index, check] of checks.entries()) {
    const failure = await check.run(learner, checkRandom(seed, index));
    results.push({
      title: check.title,
      passed: !failure,
      ...(failure && { mistake: failure.mistake, message: failure.explain(language) }),
    });
  }
  return results;
}

/** The inputs of one check: how much another check draws does not change them. */
export function checkRandom(seed: number, index: number) {
  return seededRandom(seed * 1000 + index);
}
