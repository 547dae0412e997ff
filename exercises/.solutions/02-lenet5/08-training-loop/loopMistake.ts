import type { Text } from '@featuremap/grader';
import type { Way } from './way.js';

/** A wrong idea that learners have of the loop, and the ways to write it. */
export interface LoopMistake {
  readonly id: string;
  /** What the learner did, why it is wrong and what to do. */
  readonly says: Text;
  readonly ways: readonly Way[];
}
