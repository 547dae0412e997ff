import { findBackend, type KernelBackend, registerBackend } from '@tensorflow/tfjs-core';
import { EngineUnavailable } from '../engine.js';
import { addonPackages, findInstall, type Install, type SetupDevice } from '../installed.js';
import { firstLine, importOptional } from '../optionalPackage.js';

/** What we read of the backend that both tfjs-node packages register as "tensorflow". */
export interface TensorflowBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/** The command that brings a device; `featuremap setup` works where there are wheels that it knows. */
export function installCommand(device: SetupDevice): string {
  const isLinux = typeof process !== 'undefined' && process.platform === 'linux' && process.arch === 'x64';
  return isLinux ? `featuremap setup ${device}` : `npm install ${addonPackages[device]}`;
}

/**
 * Loads TensorFlow's native library: from the install that `featuremap setup` made, else from the package
 * `@tensorflow/tfjs-node` or `@tensorflow/tfjs-node-gpu`. A process can hold only one such library: when the other
 * device's is there already, that one is returned.
 *
 * @throws {EngineUnavailable} when there is neither or its native addon does not load
 */
export async function loadTensorflow(device: SetupDevice): Promise<TensorflowBackend> {
  const loaded = findTensorflow();
  if (loaded) return loaded;
  if (typeof process === 'undefined') throw new EngineUnavailable('it runs in Node only');

  prepareNode();
  const packageName = addonPackages[device];
  const install = findInstall(device);
  if (install) await loadInstall(install, packageName);
  else await importOptional(packageName);
  const backend = findTensorflow();
  if (backend) return backend;
  throw new EngineUnavailable(
    `${packageName} registered with another copy of @tensorflow/tfjs-core (\`npm ls @tensorflow/tfjs-core\` shows both)`,
  );
}

function findTensorflow(): TensorflowBackend | undefined {
  return (findBackend('tensorflow') ?? undefined) as unknown as TensorflowBackend | undefined;
}

/**
 * tfjs-node 4.22 calls two functions of `node:util` that Node 23 removed and earlier ones warn about
 * (tensorflow/tfjs#8609), and TensorFlow prints its start-up to standard error.
 */
function prepareNode(): void {
  const util: object = process.getBuiltinModule('node:util');
  const isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  Object.assign(util, { isNullOrUndefined, isArray: Array.isArray });
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
}

/** The parts of tfjs-node that make its backend. */
interface BackendModule {
  readonly NodeJSKernelBackend: new (binding: object, packageName: string) => KernelBackend;
}

/**
 * Loads the backend and its kernels from an install, and nothing else of it: the install has a copy of TensorFlow.js
 * of its own, whose layers and CPU kernels would displace this program's.
 */
async function loadInstall({ folder }: Install, packageName: string): Promise<void> {
  const require = process.getBuiltinModule('node:module').createRequire(`${folder}/package.json`);
  try {
    await withOwnCore(require, () => {
      const { NodeJSKernelBackend } = require(`${packageName}/dist/nodejs_kernel_backend`) as BackendModule;
      require(`${packageName}/dist/register_all_kernels`);
      const binding: object = require(`${packageName}/lib/napi-v8/tfjs_binding.node`);
      registerBackend('tensorflow', () => new NodeJSKernelBackend(binding, packageName));
    });
  } catch (error) {
    throw new EngineUnavailable(`the library in ${folder} does not load: ${firstLine(error)}`, {
      installHelps: true,
    });
  }
}

/** What tfjs-node's backend and kernels import; they use nothing but what the core has. */
const names = ['@tensorflow/tfjs', '@tensorflow/tfjs-core'];

/** Loads with this program's core in the place of the copies that `require` would find. */
async function withOwnCore(require: NodeJS.Require, load: () => void): Promise<void> {
  const { Module } = process.getBuiltinModule('node:module');
  const core = await import('@tensorflow/tfjs-core');
  const before = names.map(name => {
    const path = require.resolve(name);
    const own = require.cache[path];
    require.cache[path] = Object.assign(new Module(path), { exports: core, loaded: true });
    return { path, own };
  });
  try {
    load();
  } finally {
    for (const { path, own } of before) {
      if (own) require.cache[path] = own;
      else delete require.cache[path];
    }
  }
}
