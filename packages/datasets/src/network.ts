/** How patient a download is. Times in milliseconds. */
export interface NetworkOptions {
  /** Longest time without a byte before a mirror counts as stalled; default 15,000. */
  readonly stallTimeout?: number | undefined;
  /** Longest time for one file from one mirror; default 600,000. */
  readonly totalTimeout?: number | undefined;
  /** How often one address is tried again after a failure that may pass; default 2. */
  readonly retries?: number | undefined;
  /** Time before the first retry, doubled for each further one; default 500. */
  readonly retryDelay?: number | undefined;
}

/** Where and how to download, checked and complete. */
export interface Network extends Required<{ [K in keyof NetworkOptions]: number }> {
  /** Folders, each ending in a slash. */
  readonly mirrors: readonly URL[];
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Fills in the defaults.
 *
 * @throws RangeError when a number is not a finite one, or below 0 (time-outs: below 1).
 * @throws TypeError when a mirror is no https address (http is for this machine alone).
 */
export function checkNetwork(mirrors: readonly string[], options: NetworkOptions = {}): Network {
  return {
    mirrors: mirrors.map(checkMirror),
    stallTimeout: checkNumber('stallTimeout', options.stallTimeout ?? 15_000, 1),
    totalTimeout: checkNumber('totalTimeout', options.totalTimeout ?? 600_000, 1),
    retries: checkNumber('retries', options.retries ?? 2, 0),
    retryDelay: checkNumber('retryDelay', options.retryDelay ?? 500, 0),
  };
}

/** Plain http is let through to this machine alone, and never on the way from an https address. */
export function isAllowed(url: URL, from?: URL): boolean {
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && LOOPBACK.test(url.hostname) && (!from || from.protocol === 'http:');
}

function checkMirror(mirror: string): URL {
  const url = URL.canParse(mirror) ? new URL(mirror) : undefined;
  if (!url || !isAllowed(url)) {
    throw new TypeError(`mirrors: expected an https:// address (http:// for localhost alone), got ${mirror}`);
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

// setTimeout takes a longer time for none at all.
const LONGEST_TIMER = 2 ** 31 - 1;

function checkNumber(name: string, value: number, least: number): number {
  if (Number.isFinite(value) && value >= least && value <= LONGEST_TIMER) return value;
  throw new RangeError(`network.${name}: expected a number from ${least} to ${LONGEST_TIMER}, got ${value}`);
}
