import { findBackend } from '@tensorflow/tfjs-core';
import { EngineUnavailable } from '../engine.js';
import { importOptional } from '../optionalPackage.js';

/** What we read of the backend that both tfjs-node packages register as "tensorflow". */
export interface TensorflowBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version: string };
}

/**
 * Loads `@tensorflow/tfjs-node` or `@tensorflow/tfjs-node-gpu`. Both bring one native library, and a process can hold
 * only one of them: when the other is there already, that one is returned.
 *
 * @throws {EngineUnavailable} when it is not installed or its native addon does not load
 */
export async function loadTensorflow(packageName: string): Promise<TensorflowBackend> {
  const loaded = findBackend('tensorflow');
  if (loaded) return loaded as unknown as TensorflowBackend;
  if (typeof process === 'undefined') throw new EngineUnavailable('it runs in Node only');

  prepareNode();
  await importOptional(packageName);
  const backend = findBackend('tensorflow');
  if (!backend) {
    throw new EngineUnavailable(
      `${packageName} registered with another copy of @tensorflow/tfjs-core (\`npm ls @tensorflow/tfjs-core\` shows both)`,
    );
  }
  return backend as unknown as TensorflowBackend;
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
