import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import type { DeviceName, Engine, EngineKind } from './engine.js';
import { engines } from './engines/all.js';
import { measureRate } from './rate.js';
import { start } from './start.js';

/** One row of `listDevices()`. */
export type ListedDevice = AvailableDevice | MissingDevice;

/** A device that works here. */
export interface AvailableDevice {
  /** What `useDevice` takes. */
  readonly name: DeviceName;
  /** It works. */
  readonly available: true;
  /** What computes in the end. */
  readonly kind: EngineKind;
  /** The engine in one phrase: "WebAssembly SIMD, 2 threads". */
  readonly detail: string;
  /** What computes, and which version of it: "TensorFlow 2.15.1". */
  readonly version: string;
  /** The memory that tensors have, in one phrase: "4.0 GiB"; left out where it cannot be known. */
  readonly memory?: string;
  /** Measured rate of a 5×5 convolution in GFLOP/s: rough, to compare engines on one machine. */
  readonly gflops: number;
}

/** A device that does not work here. */
export interface MissingDevice {
  /** What `useDevice` would take. */
  readonly name: DeviceName;
  /** It does not work. */
  readonly available: false;
  /** One phrase: "the package webgpu is not installed". */
  readonly reason: string;
  /** The command that would bring it, where one would. */
  readonly install?: string;
}

/**
 * Tries every device, measures those that work for a fifth of a second each, and leaves TF.js's backend as it was.
 *
 * @returns all devices, in the order in which `auto` prefers them
 *
 * @example
 * ```ts
 * for (const device of await listDevices()) {
 *   console.log(device.name, device.available ? device.detail : device.reason);
 * }
 * ```
 */
export async function listDevices(): Promise<ListedDevice[]> {
  const before = getBackend();
  const listed: ListedDevice[] = [];
  // One after the other: each becomes TF.js's one backend while it is tried.
  for (const engine of engines) listed.push(await inspect(engine));
  if (before) await setBackend(before);
  return listed;
}

async function inspect(engine: Engine): Promise<ListedDevice> {
  const { name } = engine;
  const started = await start(engine);
  if (!started.ok) {
    const { reason, install } = started;
    return install ? { name, available: false, reason, install } : { name, available: false, reason };
  }
  const { kind, version, memory, detail } = started.open;
  const known = { name, available: true, kind, detail: detail(), version } as const;
  const gflops = await measureRate();
  return memory === undefined ? { ...known, gflops } : { ...known, memory, gflops };
}
