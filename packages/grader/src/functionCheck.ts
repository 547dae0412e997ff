import type { Check, Failure } from './check.js';
import { generalMistake, MissingFunction } from './generalMistakes.js';
import { type Mistake, recognise, type Try } from './mistake.js';
import { outcomeOf } from './outcome.js';
import type { Random } from './random.js';
import type { Language, Text } from './text.js';
import { firstDifference, sameValue, type Value, valueAt } from './value.js';
import { resultLines } from './wrongResult.js';

/** A call whose result is wrong, to be drawn. */
export interface WrongCall<Args extends readonly Value[]> {
  /** The arguments of the call. */
  readonly args: Args;
  /** The indices of the first number of the right result that is wrong, such as `[1, 0]`. */
  readonly path: readonly number[];
  /** The learner's language. */
  readonly language: Language;
}

/** What {@link functionCheck} needs to know of one thing that a function is to do. */
export interface FunctionCheckOptions<Args extends readonly Value[]> {
  /** A sentence about what the function does when it is right. */
  readonly title: Text;
  /** The name under which the exercise exports the function. */
  readonly name: string;
  /** The names of its parameters, as messages show the call. */
  readonly parameters: readonly string[];
  /** The inputs to try, the easiest to understand first: the first that fails is the one explained. */
  readonly cases: (random: Random) => readonly Args[];
  /** The right result. */
  readonly expected: (...args: Args) => Value;
  /** The mistakes to recognise. Where two would return the same, the first one is named. */
  readonly mistakes: readonly Mistake<Args>[];
  /** Draws how the right number at `path` comes about, in lines for a terminal. */
  readonly draw: (wrong: WrongCall<Args>) => readonly string[];
}

/**
 * A check of a function by its results. When one is wrong, it looks for the mistake that returns the same as the
 * learner's function on **all** of the inputs, and names it; it draws the first input that went wrong. Without such a
 * mistake it still tells what went wrong in general: `not-written`, `threw`, `returned-nothing`, `input-changed`,
 * `wrong-shape`, `not-a-number`, `wrong-value`.
 *
 * @example
 * functionCheck({
 *   title: { en: 'doubles a number', zh: '把一个数加倍' },
 *   name: 'double',
 *   parameters: ['x'],
 *   cases: random => [[3], [random.integer(10, 99)]],
 *   expected: x => 2 * x,
 *   mistakes: [{ id: 'squared', says: { en: 'You square x.', zh: '你算的是平方。' }, instead: x => x * x }],
 *   draw: ({ args: [x] }) => [`2 × ${x} = ${2 * x}`],
 * });
 */
export function functionCheck<Args extends readonly Value[]>(options: FunctionCheckOptions<Args>): Check {
  return {
    title: options.title,
    run: async (learner, random) => {
      const tries: Try<Args>[] = [];
      for (const args of options.cases(random))
        tries.push(await attempt(options, learner[options.name], args));
      const wrong = tries.find(isWrong);
      return wrong && explained(options, wrong, await recognise(options.mistakes, tries));
    },
  };
}

async function attempt<Args extends readonly Value[]>(
  { name, expected }: FunctionCheckOptions<Args>,
  call: unknown,
  args: Args,
): Promise<Try<Args>> {
  const argsAfter = structuredClone(args);
  const outcome = await outcomeOf(() => {
    if (typeof call !== 'function') throw new MissingFunction(name);
    return call(...argsAfter);
  });
  return { args, argsAfter, expected: expected(...args), outcome };
}

function isWrong<Args extends readonly Value[]>({ args, argsAfter, expected, outcome }: Try<Args>): boolean {
  return 'error' in outcome || !sameValue(expected, outcome.value) || !sameValue(args, argsAfter);
}

function explained<Args extends readonly Value[]>(
  options: FunctionCheckOptions<Args>,
  wrong: Try<Args>,
  recognised: Mistake<Args> | undefined,
): Failure {
  const { id, says } = recognised ?? generalMistake(wrong, options.name);
  return {
    mistake: id,
    explain: language => [says[language], ...picture(options, wrong, language)].join('\n'),
  };
}

/** What was expected and what came, and how the first wrong number comes about. Nothing where no result came. */
function picture<Args extends readonly Value[]>(
  options: FunctionCheckOptions<Args>,
  { args, expected, outcome }: Try<Args>,
  language: Language,
): readonly string[] {
  if ('error' in outcome || outcome.value === undefined) return [];
  const path = firstDifference(expected, outcome.value);
  if (!path) return [];
  const place = placeOfNumber(expected, path);
  return [
    '',
    ...resultLines({ ...options, args, expected, actual: outcome.value, path, language }),
    ...(place ? ['', ...options.draw({ args, path: place, language })] : []),
  ];
}

/** The indices of a number of the expected result at or just inside `path`; undefined where there is none. */
function placeOfNumber(expected: Value, path: readonly number[]): readonly number[] | undefined {
  const value = valueAt(expected, path);
  if (Array.isArray(value)) return placeOfNumber(expected, [...path, 0]);
  return typeof value === 'number' ? path : undefined;
}
