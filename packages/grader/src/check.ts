import type { Random } from './random.js';
import type { Language, Text } from './text.js';

/** What an exercise's file exports: the learner's functions by name. */
export type LearnerModule = Readonly<Record<string, unknown>>;

/** Why a check failed. */
export interface Failure {
  /** The mistake that it looks like, such as `kernel-flipped`, or what went wrong in general, such as `threw`. */
  readonly mistake: string;
  /** What was expected, what came, and what to do, in lines for a terminal. */
  explain(language: Language): string;
}

/** One thing that an exercise asks for. */
export interface Check {
  /** A sentence about what the learner's code does when it is right. */
  readonly title: Text;
  /**
   * Tries the learner's code.
   *
   * @returns undefined where it is right. It throws only for a defect of the check itself.
   */
  run(learner: LearnerModule, random: Random): Promise<Failure | undefined>;
}
