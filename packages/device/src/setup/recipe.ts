import { addonPackages, type SetupDevice } from '../installed.js';

/** Which versions of what make an install; README.md says what each part is for. */
export interface SetupRecipe {
  readonly device: SetupDevice;
  /** On npm: the addon's JavaScript and C++ sources, and the C headers of Node's N-API to compile them with. */
  readonly npm: Readonly<Record<string, string>>;
  /** On PyPI: TensorFlow's library with its C headers, in a wheel that is only unpacked. */
  readonly wheel: { readonly project: string; readonly version: string };
  /** The wheel's extra that names the NVIDIA libraries to unpack beside it. */
  readonly extra?: string;
  /** Bytes that npm fetches, with all that these packages need, as measured. */
  readonly npmBytes: number;
  /** Bytes that a finished install takes, as measured, to see beforehand whether they fit. */
  readonly installedBytes: number;
}

/**
 * The newest TensorFlow with which tfjs-node 4.22 passes all of TF.js's specs: 2.18 and later round int32 wrong.
 */
const tensorflow = '2.15.1';
/** The last release of tfjs-node, and so of what must match it. */
const tfjsNode = '4.22.0';
const nodeApiHeaders = '1.9.0';

/** How to make each device's install. */
export const recipes: Readonly<Record<SetupDevice, SetupRecipe>> = {
  tensorflow: {
    device: 'tensorflow',
    npm: { [addonPackages.tensorflow]: tfjsNode, 'node-api-headers': nodeApiHeaders },
    npmBytes: 57e6,
    wheel: { project: 'tensorflow-cpu', version: tensorflow },
    installedBytes: 0.95e9,
  },
  cuda: {
    device: 'cuda',
    npm: { [addonPackages.cuda]: tfjsNode, 'node-api-headers': nodeApiHeaders },
    npmBytes: 57e6,
    wheel: { project: 'tensorflow', version: tensorflow },
    extra: 'and-cuda',
    installedBytes: 4.4e9,
  },
};

/** A wheel for any Python will do: what we take out of it does not touch Python. */
export const wheelPlatform = /manylinux\w*_x86_64/;

const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const headerFolders = [
  'tensorflow/c/',
  'tensorflow/core/platform/',
  'tensorflow/tsl/c/',
  'tensorflow/tsl/platform/',
  'tsl/c/',
  'tsl/platform/',
  'xla/tsl/c/',
];

/** Where a file of TensorFlow's wheel belongs below the package's `deps` folder; undefined for what is not needed. */
export function placeOfTensorflowFile(name: string): string | undefined {
  const library = libraries.find(file => name === `tensorflow/${file}`);
  if (library) return `lib/${library}`;
  const header = name.startsWith('tensorflow/include/') && name.slice('tensorflow/include/'.length);
  if (header === false || !header.endsWith('.h')) return undefined;
  return headerFolders.some(folder => header.startsWith(folder)) ? `include/${header}` : undefined;
}

/** The same for NVIDIA's wheels: the library looks for `../nvidia/<part>/lib` from where it lies itself. */
export function placeOfNvidiaFile(name: string): string | undefined {
  return name.startsWith('nvidia/') && !/\/include\/|\.py$/.test(name) ? name : undefined;
}

/** Names under which the linker looks for the two libraries. */
export const linkerNames: Readonly<Record<string, string>> = {
  'libtensorflow.so': 'libtensorflow_cc.so.2',
  'libtensorflow_framework.so': 'libtensorflow_framework.so.2',
};
