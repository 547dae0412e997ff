/** "3.9 GiB" for a number of bytes. */
export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(1)} GiB`;
}

/**
 * The machine's memory in one phrase, but at most what an engine can address; undefined in browsers, which do not
 * tell it.
 */
export function machineMemory(addressable = Number.POSITIVE_INFINITY): string | undefined {
  if (typeof process === 'undefined') return undefined;
  return gibibytes(Math.min(process.getBuiltinModule('node:os').totalmem(), addressable));
}
