/**
 * A record with some keys of another one alone: a check looks at a part of a result, so that a learner can do one after
 * the other. Anything that has not all of them stays as it is.
 */
export function partOf(value: unknown, keys: readonly string[]): unknown {
  const hasAll = typeof value === 'object' && value !== null && keys.every(key => key in value);
  return hasAll ? Object.fromEntries(keys.map(key => [key, Reflect.get(value, key)])) : value;
}
