import type { Failure, LearnerModule } from './check.js';
import { generalMistake, MissingFunction } from './generalMistakes.js';
import { outcomeOf } from './outcome.js';
import type { Language, Text } from './text.js';

/** What came of a call: the value that the function returned, or the failure that says why there is none. */
export type CalledFunction =
  | {
      /** What the function returned; never undefined. */
      readonly value: unknown;
    }
  | {
      /** Says that the function is not there, is not written yet, threw or returned nothing. */
      readonly failure: Failure;
    };

/**
 * Calls one of the learner's functions, for a check that looks at its result in a way of its own.
 *
 * @returns what the function returned; or, where it is not there, is not written yet, threw or returned nothing, the
 * failure that says so
 * @example
 * const called = await callLearner(learner, 'lenet5');
 * if ('failure' in called) return called.failure;
 * const model = called.value;
 */
export async function callLearner(
  learner: LearnerModule,
  name: string,
  ...args: readonly unknown[]
): Promise<CalledFunction> {
  const outcome = await outcomeOf(() => {
    const call = learner[name];
    if (typeof call !== 'function') throw new MissingFunction(name);
    return call(...args);
  });
  if ('value' in outcome && outcome.value !== undefined) return outcome;
  return { failure: failureOf(generalMistake({ args: [], argsAfter: [], expected: null, outcome }, name)) };
}

/**
 * Makes a failure of a mistake and a drawing.
 *
 * @param mistake its name, and what the learner did, why it is wrong and what to do
 * @param draw lines for a terminal, which stand below; none by default
 */
export function failureOf(
  { id, says }: { readonly id: string; readonly says: Text },
  draw: (language: Language) => readonly string[] = () => [],
): Failure {
  const below = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : []);
  return { mistake: id, explain: language => [says[language], ...below(draw(language))].join('\n') };
}
