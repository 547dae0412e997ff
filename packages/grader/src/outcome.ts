/** What came of a call: a value, or what it threw. */
export type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** Calls a function and catches what it throws. */
export async function outcomeOf(call: () => unknown): Promise<Outcome> {
  try {
    return { value: await call() };
  } catch (error) {
    return { error };
  }
}

/** The kind of an error, such as `TypeError`. */
export function errorName(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}
