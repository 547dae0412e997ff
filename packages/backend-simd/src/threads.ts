import { env } from '@tensorflow/tfjs-core';
import { coreCount } from '#platform';
import { type Features, hasSimd } from './features.js';
import { RELAXED, SHARED_MEMORY } from './flags.js';
import { chooseThreads, currentBackend } from './register.js';

const MOST_THREADS = 64;
let chosen: number | null = null;

/**
 * Sets how many threads kernels run on, the calling one included. Results do not depend on it, to the last bit.
 * Where memory cannot be shared (a browser page without cross-origin isolation) the engine runs on one thread,
 * whatever is set.
 *
 * @param count 1 to 64; as many as there are cores unless set
 * @throws RangeError when `count` is not a whole number from 1 to 64
 * @example setThreads(1); // leave the other cores to other programs
 */
export function setThreads(count: number): void {
  if (!Number.isInteger(count) || count < 1 || count > MOST_THREADS) {
    throw new RangeError(`setThreads: expected a whole number from 1 to ${MOST_THREADS}, got ${count}.`);
  }
  chosen = count;
  chooseThreads(count);
}

/**
 * How many threads kernels run on, the calling one included.
 * @example getThreads(); // 2 on a machine with two cores
 */
export function getThreads(): number {
  const backend = currentBackend();
  if (backend !== null) return backend.native.threads;
  return env().getBool(SHARED_MEMORY) ? (chosen ?? coreCount()) : 1;
}

/**
 * What the runtime offers and what the engine uses of it. Can be called before the engine has started.
 * @example features(); // { simd: true, relaxedSimd: false, threads: 2, sharedMemory: true } on Node 20 with two cores
 */
export function features(): Features {
  return {
    simd: hasSimd(),
    relaxedSimd: env().getBool(RELAXED),
    threads: getThreads(),
    sharedMemory: env().getBool(SHARED_MEMORY),
  };
}
