import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // registers the gradients
import { SimdBackend } from '../backend.js';
import { hasRelaxedSimd } from '../features.js';
import { Heap } from '../heap.js';
import '../index.js';
import { compileModule } from '../module.js';
import { Native } from '../native.js';

let started = 0;

/** Starts one more engine, on shared or plain memory of at most so many bytes, and makes it TF.js's backend. */
export async function startEngine({
  shared = true,
  mostBytes = 2 ** 32,
  threads = 2,
}: {
  shared?: boolean;
  mostBytes?: number;
  threads?: number;
} = {}) {
  const heap = new Heap(shared, mostBytes);
  const native = new Native(await compileModule(hasRelaxedSimd(), shared), heap);
  native.threads = shared ? threads : 1;
  const backend = new SimdBackend(heap, native, () => {});
  const name = `simd-${++started}`;
  tf.copyRegisteredKernels('simd', name);
  tf.registerBackend(name, () => backend);
  await tf.setBackend(name);
  return { backend, stop: () => tf.removeBackend(name) };
}
