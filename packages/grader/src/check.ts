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

/** Why a check says nothing about the learner's code: something is not there, such as a GPU. */
export interface NotRun {
  /** What is missing, and how to get it. */
  readonly notRun: Text;
}

/** What a check is run with. */
export interface CheckRun {
  /** What its inputs are made from. */
  readonly random: Random;
  /** The engine to compute with, by the name that was typed; `auto` where none was. */
  readonly device: string;
  /** Tells a learner who waits how far it is. */
  readonly progress: (line: Text) => void;
}

/** One thing that an exercise asks for. */
export interface Check {
  /** A sentence about what the learner's code does when it is right. */
  readonly title: Text;
  /** True for one that takes minutes: it is run only where all checks before it have passed. */
  readonly slow?: boolean;
  /**
   * Tries the learner's code.
   *
   * @returns undefined where it is right. It throws only for a defect of the check itself.
   */
  run(learner: LearnerModule, run: CheckRun): Promise<Failure | NotRun | undefined>;
}
