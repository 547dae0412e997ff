import '@tensorflow/tfjs-backend-cpu';
import {
  env,
  getKernelsForBackend,
  type KernelFunc,
  type NamedTensorInfoMap,
  registerBackend,
  registerKernel,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import { coreCount } from '#platform';
import { SimdBackend } from './backend.js';
import { RELAXED, SHARED_MEMORY } from './flags.js';
import { Heap } from './heap.js';
import type { NativeKernel } from './kernel.js';
import { nativeKernels } from './kernels/all.js';
import { compileModule } from './module.js';
import { Native } from './native.js';

/** How often an op ran natively and how often in JavaScript, since `resetKernelCalls`. */
export interface KernelCalls {
  /** Calls that a kernel in WebAssembly computed. */
  native: number;
  /** Calls that TensorFlow.js's JavaScript kernel computed. */
  fallback: number;
}

const calls = new Map<string, KernelCalls>();
let current: SimdBackend | null = null;
let wantedThreads: number | null = null;

registerOps();
// Below every other backend: a program that imports the engine and names no backend starts as it always did,
// since a backend that loads asynchronously cannot be the default of a program that does not await tf.ready().
registerBackend('simd', createBackend, 0);

async function createBackend(): Promise<SimdBackend> {
  const shared = env().getBool(SHARED_MEMORY);
  const module = await compileModule(env().getBool(RELAXED), shared);
  const heap = new Heap(shared);
  const native = new Native(module, heap);
  native.threads = shared ? (wantedThreads ?? coreCount()) : 1;
  const backend = new SimdBackend(heap, native, () => {
    if (current === backend) current = null;
  });
  current = backend;
  return backend;
}

/** The engine that runs, or null before `tf.setBackend('simd')`. */
export function currentBackend(): SimdBackend | null {
  return current;
}

/** Sets the threads of the engine that runs and of those to come. */
export function chooseThreads(count: number): void {
  wantedThreads = count;
  if (current?.native.shared) current.native.threads = count;
}

/** Every op's calls so far, by its name in TensorFlow.js. */
export function kernelCalls(): ReadonlyMap<string, Readonly<KernelCalls>> {
  return calls;
}

/** Starts counting anew. */
export function resetKernelCalls(): void {
  calls.clear();
}

function registerOps(): void {
  const native = new Map(nativeKernels.map(kernel => [kernel.name, kernel]));
  for (const { kernelName, kernelFunc, setupFunc, disposeFunc } of getKernelsForBackend('cpu')) {
    const func = kernelOf(kernelName, native.get(kernelName), kernelFunc);
    registerKernel({ kernelName, backendName: 'simd', kernelFunc: func, setupFunc, disposeFunc });
  }
}

function kernelOf(name: string, native: NativeKernel | undefined, fallback: KernelFunc): KernelFunc {
  return params => {
    const { inputs } = params;
    const attrs = params.attrs ?? {};
    const backend = params.backend as SimdBackend;
    if (native !== undefined && (native.supports === undefined || native.supports(inputs, attrs))) {
      count(name).native++;
      return native.compute({ inputs, attrs, backend });
    }
    count(name).fallback++;
    backend.heap.recorder?.stopsAt(`${name} runs in JavaScript`);
    return runFallback(backend, inputs, () => fallback({ inputs, backend, attrs }));
  };
}

/**
 * Runs a JavaScript kernel. It holds typed arrays on the memory; where that is not shared, growing it kills them,
 * so a run during which it grew is undone and repeated: the memory has room by then.
 */
function runFallback<T>(backend: SimdBackend, inputs: NamedTensorInfoMap, run: () => T): T {
  for (;;) {
    const before = backend.heap.generation;
    const attempt = backend.attempt(tensorsIn(inputs), run);
    const viewsDied = !backend.native.shared && before !== backend.heap.generation;
    if (!viewsDied && !('error' in attempt)) return attempt.result;
    attempt.undo();
    if (!viewsDied && 'error' in attempt) throw attempt.error;
  }
}

/** Some inputs are lists, and those that may be missing are undefined or null. */
function tensorsIn(inputs: NamedTensorInfoMap): TensorInfo[] {
  return Object.values(inputs)
    .flat()
    .filter(input => input != null);
}

function count(name: string): KernelCalls {
  let entry = calls.get(name);
  if (entry === undefined) {
    entry = { native: 0, fallback: 0 };
    calls.set(name, entry);
  }
  return entry;
}
