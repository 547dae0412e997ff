import { failureOf } from './callLearner.js';
import type { Check, Failure } from './check.js';
import { generalMistake, MissingFunction } from './generalMistakes.js';
import { type Mistake, recognise, type Try } from './mistake.js';
import { outcomeOf } from './outcome.js';
import type { Random } from './random.js';
import type { Language, Text } from './text.js';
import { firstDifference, isRecord, listOf, type Path, sameValue, type Value, valueAt } from './value.js';
import { resultLines } from './wrongResult.js';

/** A call whose result is wrong, to be drawn. */
export interface WrongCall<Args extends readonly Value[]> {
  /** The arguments of the call. */
  readonly args: Args;
  /** Where the result is a record: the key under which it is wrong; otherwise empty. */
  readonly key: string;
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
  readonly expected: (...args: Args) => Value | Promise<Value>;
  /** Makes what the function takes, where that is not plain data: tensors of nested arrays, say. */
  readonly pass?: (...args: Args) => readonly unknown[];
  /** Makes plain data of what the function returned, where it should return something else: a tensor, say. */
  readonly read?: (returned: unknown) => unknown;
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
    run: async (learner, { random }) => {
      const tries: Try<Args>[] = [];
      for (const args of options.cases(random))
        tries.push(await attempt(options, learner[options.name], args));
      const wrong = tries.find(isWrong);
      return wrong && explained(options, wrong, await recognise(options.mistakes, tries));
    },
  };
}

async function attempt<Args extends readonly Value[]>(
  { name, expected, pass = (...plain) => plain, read = returned => returned }: FunctionCheckOptions<Args>,
  call: unknown,
  args: Args,
): Promise<Try<Args>> {
  const argsAfter = structuredClone(args);
  const outcome = await outcomeOf(async () => {
    if (typeof call !== 'function') throw new MissingFunction(name);
    const returned = await call(...pass(...argsAfter));
    return returned === undefined ? undefined : read(returned);
  });
  return { args, argsAfter, expected: await expected(...args), outcome };
}

function isWrong<Args extends readonly Value[]>({ args, argsAfter, expected, outcome }: Try<Args>): boolean {
  return 'error' in outcome || !sameValue(expected, outcome.value) || !sameValue(args, argsAfter);
}

function explained<Args extends readonly Value[]>(
  options: FunctionCheckOptions<Args>,
  wrong: Try<Args>,
  recognised: Mistake<Args> | undefined,
): Failure {
  const mistake = recognised ?? generalMistake(wrong, options.name);
  return failureOf(mistake, language => picture(options, wrong, language));
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
    ...resultLines({ ...options, args, expected, actual: outcome.value, path, language }),
    ...(place ? ['', ...options.draw({ args, ...place, language })] : []),
  ];
}

/** Where a number of the expected result is, at or just inside `path`; undefined where there is none. */
function placeOfNumber(expected: Value, path: Path): { key: string; path: number[] } | undefined {
  const value = valueAt(expected, path);
  if (listOf(value)) return placeOfNumber(expected, [...path, 0]);
  if (isRecord(value)) return placeOfNumber(expected, [...path, Object.keys(value)[0] ?? '']);
  if (value === undefined) return undefined;
  const keys = path.filter(step => typeof step === 'string');
  return { key: keys.join('.'), path: path.filter(step => typeof step === 'number') };
}
