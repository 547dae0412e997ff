import { features, getThreads } from '@featuremap/backend-simd';
import { version_core } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.js';
import { machineMemory } from '../memory.js';

/** What WebAssembly's 32-bit addresses reach, in bytes. */
const ADDRESSABLE = 2 ** 32;

/** WebAssembly SIMD on all cores: comes with every install and trains everywhere. */
export const simd: Engine = {
  name: 'simd',
  auto: true,
  open: async () => ({
    backend: 'simd',
    kind: 'cpu',
    version: `TensorFlow.js ${version_core}`,
    memory: machineMemory(ADDRESSABLE),
    detail: describe,
  }),
};

function describe(): string {
  const { relaxedSimd } = features();
  const threads = getThreads();
  return `WebAssembly ${relaxedSimd ? 'relaxed SIMD' : 'SIMD'}, ${threads} thread${threads === 1 ? '' : 's'}`;
}
