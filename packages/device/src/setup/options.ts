import { resolve } from 'node:path';
import { installFolder, type SetupDevice } from '../installed.js';
import type { SetupProgress } from './progress.js';

/** How to set up. */
export interface SetupOptions {
  /**
   * Folder to make: one that is empty or not there yet, or an earlier install. The usual one is where `useDevice`
   * looks: `featuremap/<device>` in the user's cache, or the folder that FEATUREMAP_TENSORFLOW or FEATUREMAP_CUDA names.
   */
  readonly folder?: string | undefined;
  /** Makes it anew though a good one is there; default false. */
  readonly force?: boolean | undefined;
  /** Ends the work; what was downloaded stays for the next time. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every step and of every piece that arrives. */
  readonly onProgress?: ((event: SetupProgress) => void) | undefined;
  /** How patient downloads are. */
  readonly network?: SetupNetwork | undefined;
}

/** How patient downloads are. Times in milliseconds. */
export interface SetupNetwork {
  /** Longest time without a byte; default 30,000. */
  readonly stallTimeout?: number | undefined;
  /** How often in a row a download may break without a new byte; default 5. */
  readonly retries?: number | undefined;
  /** Time before the first retry, doubled for each further one; default 1,000. */
  readonly retryDelay?: number | undefined;
}

/** The options, complete. */
export interface Settings {
  readonly folder: string;
  readonly force: boolean;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (event: SetupProgress) => void;
  readonly stallTimeout: number;
  readonly retries: number;
  readonly retryDelay: number;
}

/** Fills in the defaults. */
export function settingsOf(device: SetupDevice, options: SetupOptions): Settings {
  const { folder, force = false, signal, onProgress = () => {}, network = {} } = options;
  return {
    folder: folder === undefined ? installFolder(device) : resolve(folder),
    force,
    signal,
    onProgress,
    stallTimeout: network.stallTimeout ?? 30_000,
    retries: network.retries ?? 5,
    retryDelay: network.retryDelay ?? 1000,
  };
}
