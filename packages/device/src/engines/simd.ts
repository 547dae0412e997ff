import { features, getThreads } from '@featuremap/backend-simd';
import type { Engine } from '../engine.js';

/** WebAssembly SIMD on all cores: comes with every install and trains everywhere. */
export const simd: Engine = {
  name: 'simd',
  auto: true,
  open: async () => ({ backend: 'simd', kind: 'cpu', detail: describe }),
};

function describe(): string {
  const { relaxedSimd } = features();
  const threads = getThreads();
  return `WebAssembly ${relaxedSimd ? 'relaxed SIMD' : 'SIMD'}, ${threads} thread${threads === 1 ? '' : 's'}`;
}
