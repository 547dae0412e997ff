import type { NetworkOptions } from './network.js';
import type { LoadProgress } from './progress.js';
import type { Transform } from './transforms/transform.js';

/** How to load a data set; everything may be left out. */
export interface LoadOptions {
  /**
   * A folder that has the files (plain or `.gz`), in itself, in a folder named for the data set (`mnist`), or as
   * torchvision lays them out (`MNIST/raw`); downloads go into `root/mnist`. Files there are never replaced.
   * Default: the cache, which is FEATUREMAP_DATA or `featuremap` in the user's cache folder (XDG_CACHE_HOME). In
   * browsers there are no folders, and the Cache API is used.
   */
  readonly root?: string | undefined;
  /** The training part (default) or the test part. */
  readonly train?: boolean | undefined;
  /** What becomes of each image on its way out of the data set; default: nothing. */
  readonly transform?: Transform | undefined;
  /** Whether files that are not on this machine may be downloaded; default true. */
  readonly download?: boolean | undefined;
  /** Stops loading; `load` then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told what is going on; nothing is printed. */
  readonly onProgress?: ((event: LoadProgress) => void) | undefined;
  /**
   * Folders to download from, instead of the data set's own mirrors: https addresses; http for localhost alone.
   * What they give must have the same checksums.
   */
  readonly mirrors?: readonly string[] | undefined;
  /** Time-outs and retries of downloads. */
  readonly network?: NetworkOptions | undefined;
}

type Check = readonly [wanted: string, isValid: (value: unknown) => boolean];

const isBoolean: Check = ['true or false', value => typeof value === 'boolean'];
const isFunction: Check = ['a function', value => typeof value === 'function'];

const CHECKS: Readonly<Record<keyof LoadOptions, Check>> = {
  root: ['the path of a folder', value => typeof value === 'string' && value !== ''],
  train: isBoolean,
  transform: ['a transform, as transforms.toTensor()', value => hasMethod(value, 'apply')],
  download: isBoolean,
  signal: ['an AbortSignal', value => value instanceof AbortSignal],
  onProgress: isFunction,
  mirrors: ['an array of addresses', value => Array.isArray(value)],
  network: ['an object', value => typeof value === 'object' && value !== null],
};

/**
 * For callers without types.
 *
 * @throws TypeError when an option is unknown or of a wrong kind.
 */
export function checkOptions(options: unknown): asserts options is LoadOptions {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`load: expected an object of options, got ${String(options)}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(CHECKS, name)) {
      throw new TypeError(`load: there is no option ${name}; there are ${Object.keys(CHECKS).join(', ')}`);
    }
    const [wanted, isValid] = CHECKS[name as keyof LoadOptions];
    if (value !== undefined && !isValid(value)) {
      throw new TypeError(`load: ${name}: expected ${wanted}, got ${String(value)}`);
    }
  }
}

function hasMethod(value: unknown, method: string): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, method) === 'function';
}
