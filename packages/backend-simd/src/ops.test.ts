import { getKernelsForBackend } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import './index.js';
import { nativeKernels } from './kernels/all.js';

it('lists in docs/ops.md what is native and what falls back (npx vitest -u writes it anew)', async () => {
  const native = nativeKernels.map(({ name }) => name);
  const all = getKernelsForBackend('simd').map(({ kernelName }) => kernelName);
  const others = all.filter(name => !native.includes(name));
  const page = `# Ops

Every op of TensorFlow.js's \`cpu\` backend works. Those of the first list are computed in WebAssembly, for the types and shapes that training meets; the others, and rare types of the first, run as TensorFlow.js's own JavaScript on the engine's memory. \`kernelCalls()\` counts both for your program.

## Native (${native.length})

${list(native)}

## JavaScript (${others.length})

${list(others)}
`;
  await expect(page).toMatchFileSnapshot('../docs/ops.md');
});

it('names no op natively that TensorFlow.js does not have', () => {
  const cpu = getKernelsForBackend('cpu').map(({ kernelName }) => kernelName);
  expect(nativeKernels.map(({ name }) => name).filter(name => !cpu.includes(name))).toEqual([]);
});

function list(names: string[]): string {
  return [...names]
    .sort()
    .map(name => `\`${name}\``)
    .join(', ');
}
