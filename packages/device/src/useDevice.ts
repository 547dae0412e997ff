import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { type DeviceName, deviceNames, type Engine, type EngineKind } from './engine.js';
import { engines } from './engines/all.js';
import { DeviceError } from './errors.js';
import { type Refused, start } from './start.js';

/** What `useDevice` accepts: a device's name, or `auto` for the best that really works here. */
export type DeviceChoice = DeviceName | 'auto';

/** A device that `auto` looked at before the one it chose. */
export interface RejectedDevice {
  /** The device that was passed over. */
  readonly name: DeviceName;
  /** One phrase: "the package webgpu is not installed". */
  readonly reason: string;
  /** The command that would bring it, where one would. */
  readonly install?: string;
}

/** The engine that TF.js computes with from now on. */
export interface Device {
  /** Which device it is; never `auto`. */
  readonly name: DeviceName;
  /** The TF.js backend behind it: `tf.getBackend()` returns the same. */
  readonly backend: string;
  /** What computes in the end. */
  readonly kind: EngineKind;
  /** The engine in one phrase: "WebAssembly SIMD, 2 threads". */
  readonly detail: string;
  /** What was chosen and why the others were not, in one line for people. */
  readonly description: string;
  /** The devices that `auto` prefers but could not choose; empty when a device was asked for by name. */
  readonly rejected: readonly RejectedDevice[];
}

/**
 * Chooses the engine and makes it TF.js's backend.
 *
 * `auto` takes the first that works of: an NVIDIA GPU through TensorFlow (`cuda`), any GPU through WebGPU (`webgpu`),
 * WebAssembly SIMD (`simd`), plain JavaScript (`cpu`). Each has to compute a small convolution and both its gradients
 * as known values say. A GPU imitated on the CPU is used by name only, and so is `tensorflow`, TensorFlow's CPU
 * library. When nothing can be used, the backend stays as it was.
 *
 * @param choice `auto` (the default) or a device's name
 * @returns what was chosen, with reasons
 * @throws {DeviceError} `unknown` name; `unavailable` or `wrong` when the device asked for cannot be used
 *
 * @example
 * ```ts
 * const device = await useDevice('auto');
 * console.log(device.description);
 * // simd: WebAssembly SIMD, 2 threads. Not cuda: the package @tensorflow/tfjs-node-gpu is not installed. …
 * ```
 */
export async function useDevice(choice: DeviceChoice = 'auto'): Promise<Device> {
  return chooseFrom(engines, choice);
}

/** `useDevice` on a given list of engines, in order of preference. */
export async function chooseFrom(candidates: readonly Engine[], choice: DeviceChoice): Promise<Device> {
  const before = getBackend();
  try {
    return choice === 'auto' ? await chooseBest(candidates) : await chooseByName(candidates, choice);
  } catch (error) {
    if (before) await setBackend(before);
    throw error;
  }
}

async function chooseBest(candidates: readonly Engine[]): Promise<Device> {
  const rejected: RejectedDevice[] = [];
  for (const engine of candidates.filter(candidate => candidate.auto)) {
    const started = await start(engine);
    if (!started.ok) {
      rejected.push(rejection(engine, started));
    } else if (started.open.kind === 'software-gpu') {
      rejected.push({ name: engine.name, reason: `${started.open.detail()} (ask for it by name to use it)` });
    } else {
      return deviceOf(engine.name, started.open, rejected);
    }
  }
  const reasons = rejected.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  throw new DeviceError('unavailable', `No device works here: ${reasons}.`);
}

async function chooseByName(candidates: readonly Engine[], name: DeviceName): Promise<Device> {
  const engine = candidates.find(candidate => candidate.name === name);
  if (!engine) {
    throw new DeviceError('unknown', `Unknown device "${name}": expected auto, ${deviceNames.join(', ')}.`);
  }
  const started = await start(engine);
  if (started.ok) return deviceOf(name, started.open, []);
  throw new DeviceError(
    started.code,
    `Device "${name}" cannot be used: ${started.reason}. ${remedy(started)}`,
  );
}

function remedy({ install }: Refused): string {
  return install ? `Install it with \`${install}\`, or use simd.` : 'Use simd or auto.';
}

function rejection(engine: Engine, { reason, install }: Refused): RejectedDevice {
  return install ? { name: engine.name, reason, install } : { name: engine.name, reason };
}

function deviceOf(
  name: DeviceName,
  open: { backend: string; kind: EngineKind; detail(): string },
  rejected: readonly RejectedDevice[],
): Device {
  const detail = open.detail();
  const others = rejected.map(other => ` Not ${other.name}: ${other.reason}.`).join('');
  const description = `${name}: ${detail}.${others}`;
  return { name, backend: open.backend, kind: open.kind, detail, description, rejected };
}
