/**
 * What an exercise's functions take and return: numbers and words, and arrays and records of them nested in any depth.
 * A typed array counts as an array of its numbers.
 */
export type Value =
  | number
  | bigint
  | string
  | boolean
  | null
  | readonly Value[]
  | Uint8Array
  | Int32Array
  | Float32Array
  | Float64Array
  | { readonly [key: string]: Value };

/** Where a part of a value is: indices of arrays and keys of records from outside in, such as `['gradient', 1, 0]`. */
export type Path = readonly (string | number)[];

/** float32 keeps 7 digits; sums in another order may lose 2 of them. */
const tolerance = 1e-5;

/** True where both have the same shape and the same numbers, but for rounding. Two NaN are the same. */
export function sameValue(expected: unknown, actual: unknown): boolean {
  return firstDifference(expected, actual) === undefined;
}

/**
 * The way to the first part that differs, such as `[1, 0]`; `[]` where the values themselves are no arrays or records,
 * or only one of them is.
 *
 * @returns undefined where nothing differs
 */
export function firstDifference(expected: unknown, actual: unknown): Path | undefined {
  if (isRecord(expected) && isRecord(actual)) return differenceOfRecords(expected, actual);
  const [wanted, came] = [listOf(expected), listOf(actual)];
  if (!wanted || !came) return sameScalar(expected, actual) ? undefined : [];
  const both = Math.min(wanted.length, came.length);
  const sameLength = wanted.length === came.length;
  // Of two matrices, the row that one of them lacks says more than what is in the others; of two rows, it does not.
  if (!sameLength && wanted.some(listOf)) return [both];
  for (const [index, value] of wanted.slice(0, both).entries()) {
    const inner = firstDifference(value, came[index]);
    if (inner) return [index, ...inner];
  }
  return sameLength ? undefined : [both];
}

/** What a record has beyond the expected keys is the learner's own affair. */
function differenceOfRecords(expected: object, actual: object): Path | undefined {
  for (const [key, value] of Object.entries(expected)) {
    const inner = firstDifference(value, Reflect.get(actual, key));
    if (inner) return [key, ...inner];
  }
  return undefined;
}

/** The lengths of nested arrays from outside in, such as `[2, 4, 4]`, or undefined where they are not all alike. */
export function shapeOf(value: unknown): readonly number[] | undefined {
  const list = listOf(value);
  if (!list) return [];
  const [first, ...others] = list.map(shapeOf);
  if (list.length === 0) return [0];
  if (!first || others.some(shape => shape?.join() !== first.join())) return undefined;
  return [list.length, ...first];
}

/** The part of a value at this path, or undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

/** The elements of an array or a typed array; undefined for anything else. One that was never set is undefined. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  return isList ? Array.from(value as unknown as ArrayLike<unknown>) : undefined;
}

/** True for an object with keys, which is no array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !listOf(value);
}

function sameScalar(expected: unknown, actual: unknown): boolean {
  if (Object.is(expected, actual)) return true;
  if (typeof expected !== 'number' || typeof actual !== 'number') return false;
  // Nothing is more than a share of infinity away from it.
  if (!Number.isFinite(expected)) return false;
  return Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
}
