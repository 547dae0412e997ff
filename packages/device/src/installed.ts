import type { DeviceName } from './engine.js';

/** The devices that `featuremap setup` can bring: TensorFlow's native library, for the CPU or an NVIDIA GPU. */
export const setupDevices = ['tensorflow', 'cuda'] as const satisfies DeviceName[];

/** A device that `featuremap setup` can bring. */
export type SetupDevice = (typeof setupDevices)[number];

/** The npm package that speaks to the library, by device. */
export const addonPackages = {
  tensorflow: '@tensorflow/tfjs-node',
  cuda: '@tensorflow/tfjs-node-gpu',
} as const satisfies Record<SetupDevice, string>;

/** The environment variables that name a folder other than the usual one. */
export const folderVariables: Readonly<Record<SetupDevice, string>> = {
  tensorflow: 'FEATUREMAP_TENSORFLOW',
  cuda: 'FEATUREMAP_CUDA',
};

/** The file that stands in a finished install and in no other folder. */
export const markerFile = 'featuremap-setup.json';

/** What the marker says of its install. */
export interface InstallMarker {
  /** Raised when an install of an older format can no longer be used. */
  readonly format: 1;
  /** What it brings. */
  readonly device: SetupDevice;
  /** Version of TensorFlow's library: "2.15.1". */
  readonly tensorflow: string;
  /** Version of the npm package: "4.22.0". */
  readonly tfjsNode: string;
  /** SHA-256 of the wheels that it was made from, by file name. */
  readonly wheels: Readonly<Record<string, string>>;
}

/** A finished install. */
export interface Install {
  /** Absolute path. */
  readonly folder: string;
  readonly marker: InstallMarker;
}

/**
 * The folder where a device's library belongs: the one that FEATUREMAP_TENSORFLOW or FEATUREMAP_CUDA names, else
 * `featuremap/tensorflow` or `featuremap/cuda` in the user's cache ($XDG_CACHE_HOME, else ~/.cache).
 */
export function installFolder(device: SetupDevice, env: NodeJS.ProcessEnv = process.env): string {
  const { isAbsolute, join, resolve } = process.getBuiltinModule('node:path');
  const named = env[folderVariables[device]];
  if (named) return resolve(named);
  // The XDG base directory specification says to ignore relative paths.
  const caches = env.XDG_CACHE_HOME && isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : undefined;
  const { homedir } = process.getBuiltinModule('node:os');
  return join(caches ?? join(homedir(), '.cache'), 'featuremap', device);
}

/** The finished install of a device in a folder. A folder that is missing, half made or not ours is none. */
export function findInstall(device: SetupDevice, folder = installFolder(device)): Install | undefined {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const { join } = process.getBuiltinModule('node:path');
  try {
    const marker: InstallMarker = JSON.parse(readFileSync(join(folder, markerFile), 'utf8'));
    return marker.format === 1 && marker.device === device ? { folder, marker } : undefined;
  } catch {
    return undefined;
  }
}
