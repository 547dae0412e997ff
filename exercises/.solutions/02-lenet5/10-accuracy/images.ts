import type { Random } from '@featuremap/grader';
import type { EvaluateArgs } from './evaluation.js';

/** Images that a network answers so that just this confusion matrix comes out, in any order. */
export function imagesWith(random: Random, confusion: readonly (readonly number[])[]): EvaluateArgs {
  const pairs: { label: number; answer: number }[] = [];
  for (const [label, row] of confusion.entries()) {
    for (const [answer, count] of row.entries()) {
      for (let n = 0; n < count; n++) pairs.splice(random.integer(0, pairs.length), 0, { label, answer });
    }
  }
  return [
    pairs.map(({ answer }, n) => logitsFor(random, confusion.length, answer, n)),
    pairs.map(({ label }) => label),
  ];
}

/**
 * Logits no two of which are alike, the largest at `answer`; none could be taken for a class. In turn they are all above
 * 0, all below, and on both sides, on which learners' mistakes differ.
 */
function logitsFor(random: Random, classes: number, answer: number, turn: number): number[] {
  const logits: number[] = [];
  let logit = 0;
  for (let c = 0; c < classes - 1; c++) {
    logits.splice(random.integer(0, c), 0, logit);
    logit += random.integer(1, 4);
  }
  logits.splice(answer, 0, logit);
  const smallest = [random.integer(0, 3), -logit - random.integer(1, 4), -Math.ceil(logit / 2)][turn % 3];
  return logits.map(value => value + smallest + 0.5);
}
