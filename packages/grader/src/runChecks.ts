import type { Check, CheckRun, LearnerModule } from './check.js';
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
  /** The explanation in the language asked for, where the check failed or was not run. */
  readonly message?: string;
  /**
   * Why the check said nothing: `waits` for those before it to pass, or something `missing` on this machine, which is
   * not the learner's fault.
   */
  readonly notRun?: 'waits' | 'missing';
}

/** How to run checks. */
export interface RunChecksOptions {
  /** What the random inputs are made from: a whole number. */
  readonly seed: number;
  /** The language of the messages. */
  readonly language: Language;
  /** The engine to compute with, `auto` by default. */
  readonly device?: string;
  /** False leaves out the checks that take minutes; true by default. */
  readonly slow?: boolean;
  /** Told how far a long check is, in the language asked for. */
  readonly onProgress?: (line: string) => void;
}

/** Runs every check of an exercise, one after the other, each on inputs of its own. */
export async function runChecks(
  checks: readonly Check[],
  learner: LearnerModule,
  options: RunChecksOptions,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const [index, check] of checks.entries()) {
    const waits = check.slow && (options.slow === false || results.some(({ passed }) => !passed));
    results.push(waits ? waiting(check, options.language) : await resultOf(check, learner, index, options));
  }
  return results;
}

async function resultOf(
  check: Check,
  learner: LearnerModule,
  index: number,
  { seed, language, device = 'auto', onProgress = () => {} }: RunChecksOptions,
): Promise<CheckResult> {
  const run: CheckRun = {
    random: checkRandom(seed, index),
    device,
    progress: line => onProgress(line[language]),
  };
  const { title } = check;
  const failure = await check.run(learner, run);
  if (!failure) return { title, passed: true };
  if ('notRun' in failure)
    return { title, passed: false, notRun: 'missing', message: failure.notRun[language] };
  return { title, passed: false, mistake: failure.mistake, message: failure.explain(language) };
}

/** What is said of a check that takes long, where one before it has not passed. */
export const waits: Text = {
  en: 'Not run yet: it takes long, and the checks before it have to pass first.',
  zh: '尚未运行：这一项耗时较长，要等前面各项都通过。',
};

function waiting({ title }: Check, language: Language): CheckResult {
  return { title, passed: false, notRun: 'waits', message: waits[language] };
}

/** The inputs of one check: how much another check draws does not change them. */
export function checkRandom(seed: number, index: number) {
  return seededRandom(seed * 1000 + index);
}
