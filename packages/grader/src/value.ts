/** What an exercise's functions take and return: numbers, and arrays of them nested in any depth. */
export type Value = number | readonly Value[];

/** float32 keeps 7 digits; sums in another order may lose 2 of them. */
const tolerance = 1e-5;

/** True where both have the same shape and the same numbers, but for rounding. Two NaN are the same. */
export function sameValue(expected: unknown, actual: unknown): boolean {
  return firstDifference(expected, actual) === undefined;
}

/**
 * The indices of the first number that differs, such as `[1, 0]`; `[]` where the values are numbers themselves.
 *
 * @returns undefined where nothing differs
 */
export function firstDifference(expected: unknown, actual: unknown): readonly number[] | undefined {
  if (!isList(expected) || !isList(actual)) return sameNumber(expected, actual) ? undefined : [];
  if (expected.length !== actual.length) return [Math.min(expected.length, actual.length)];
  for (const [index, value] of expected.entries()) {
    const inner = firstDifference(value, actual[index]);
    if (inner) return [index, ...inner];
  }
  return undefined;
}

/** The lengths of nested arrays from outside in, such as `[2, 4, 4]`, or undefined where they are not all alike. */
export function shapeOf(value: unknown): readonly number[] | undefined {
  if (!isList(value)) return [];
  const [first, ...others] = value.map(shapeOf);
  if (value.length === 0) return [0];
  if (!first || others.some(shape => shape?.join() !== first.join())) return undefined;
  return [value.length, ...first];
}

/** The number at these indices, or undefined where there is none. */
export function valueAt(value: unknown, path: readonly number[]): unknown {
  return path.reduce<unknown>((inner, index) => (isList(inner) ? inner[index] : undefined), value);
}

function sameNumber(expected: unknown, actual: unknown): boolean {
  if (Object.is(expected, actual)) return true;
  if (typeof expected !== 'number' || typeof actual !== 'number') return false;
  return Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
