import { findBackendFactory, version_core } from '@tensorflow/tfjs-core';
import { type Engine, type EngineKind, EngineUnavailable } from '../engine.js';
import { gibibytes } from '../memory.js';
import { importOptional } from '../optionalPackage.js';

/** Any GPU: through the browser, or in Node through Dawn, the WebGPU of Chromium (npm package `webgpu`). */
export const webgpu: Engine = {
  name: 'webgpu',
  auto: true,
  install: 'npm install webgpu @tensorflow/tfjs-backend-webgpu',
  open: async () => {
    const adapter = await findAdapter();
    await loadBackend();
    const kind = kindOf(adapter);
    const imitated = kind === 'software-gpu' ? ', imitated on the CPU' : '';
    return {
      backend: 'webgpu',
      kind,
      // The backend does not tell its version: it works with the core of the same version alone.
      version: `TensorFlow.js ${version_core}`,
      memory: largestTensor(adapter),
      detail: () => nameOf(adapter) + imitated,
    };
  },
};

/** The parts of the WebGPU interface that we use. */
interface Gpu {
  requestAdapter(options: { powerPreference: 'high-performance' }): Promise<Adapter | null>;
}
interface Adapter {
  readonly limits: { readonly maxBufferSize: number; readonly maxStorageBufferBindingSize: number };
  readonly isFallbackAdapter?: boolean;
  readonly info: {
    readonly vendor: string;
    readonly architecture: string;
    readonly device: string;
    readonly description: string;
    readonly isFallbackAdapter?: boolean;
  };
}
interface Dawn {
  create(flags: string[]): Gpu;
  readonly globals: object;
}

async function findAdapter(): Promise<Adapter> {
  const given = currentGpu();
  const gpu = given ?? (await startDawn());
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter) return adapter;
  // Dawn keeps the process alive for as long as it can be reached.
  if (!given) Reflect.deleteProperty(globalThis.navigator, 'gpu');
  throw new EngineUnavailable('WebGPU finds no GPU (is its Vulkan, Metal or Direct3D 12 driver installed?)');
}

function currentGpu(): Gpu | undefined {
  if (typeof navigator === 'undefined' || !('gpu' in navigator)) return undefined;
  return navigator.gpu as Gpu | undefined;
}

/** Gives Node what browsers have. It must be in place before the backend is imported, which looks for it then. */
async function startDawn(): Promise<Gpu> {
  if (typeof process === 'undefined') throw new EngineUnavailable('this browser has no WebGPU');
  const { create, globals } = await importOptional<Dawn>('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  // Node 20 has no navigator at all; later ones have one without a GPU.
  if (typeof navigator === 'undefined') {
    Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true, writable: true });
  }
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true, writable: true });
  return gpu;
}

/** Registers the backend, which asks the adapter for all that it can give. */
async function loadBackend(): Promise<void> {
  // A page imports it itself, so that its bundler finds it.
  if (findBackendFactory('webgpu')) return;
  await importOptional('@tensorflow/tfjs-backend-webgpu');
  if (findBackendFactory('webgpu')) return;
  throw new EngineUnavailable(
    '@tensorflow/tfjs-backend-webgpu registered with another copy of @tensorflow/tfjs-core (`npm ls @tensorflow/tfjs-core` shows both)',
  );
}

function kindOf({ info, isFallbackAdapter }: Adapter): EngineKind {
  const text = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  const isSoftware = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i.test(text);
  return isSoftware || isFallbackAdapter || info.isFallbackAdapter ? 'software-gpu' : 'gpu';
}

/** WebGPU does not tell how much memory there is, only how much of it one tensor can have. */
function largestTensor({ limits }: Adapter): string {
  return `${gibibytes(Math.min(limits.maxBufferSize, limits.maxStorageBufferBindingSize))} a tensor`;
}

function nameOf({ info }: Adapter): string {
  return (
    info.description || info.device || `${info.vendor} ${info.architecture}`.trim() || 'a GPU without a name'
  );
}
