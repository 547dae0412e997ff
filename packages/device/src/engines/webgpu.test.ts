import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { webgpu } from './webgpu.js';

beforeEach(() => {
  // As on a page that has imported the backend itself.
  registerBackend('webgpu', () => new MathBackendCPU());
});
afterEach(() => {
  removeBackend('webgpu');
  vi.unstubAllGlobals();
});

const names = { vendor: 'nvidia', architecture: 'ampere', device: '', description: 'NVIDIA A100' };

it.each([
  ['a graphics card', names, 'gpu', 'NVIDIA A100'],
  ['a card that a browser does not name', { ...names, description: '' }, 'gpu', 'nvidia ampere'],
  [
    'SwiftShader',
    { ...names, vendor: 'google', architecture: 'swiftshader' },
    'software-gpu',
    'NVIDIA A100, imitated',
  ],
  [
    'llvmpipe',
    { ...names, description: 'llvmpipe (LLVM 17)' },
    'software-gpu',
    'llvmpipe (LLVM 17), imitated',
  ],
  [
    'WARP',
    { ...names, description: 'Microsoft Basic Render Driver' },
    'software-gpu',
    'Microsoft Basic Render',
  ],
  ['a fallback adapter', { ...names, isFallbackAdapter: true }, 'software-gpu', 'NVIDIA A100, imitated'],
])('knows %s for what it is', async (_, info, kind, detail) => {
  adapter(info);
  const open = await webgpu.open();
  expect(open).toMatchObject({ backend: 'webgpu', kind, memory: '2.0 GiB a tensor' });
  expect(open.detail().startsWith(detail)).toBe(true);
});

it('says that there is no GPU where the browser gives no adapter', async () => {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => null } });
  await expect(webgpu.open()).rejects.toThrow('WebGPU finds no GPU');
});

function adapter(info: object): void {
  const limits = { maxBufferSize: 2 ** 32, maxStorageBufferBindingSize: 2 ** 31 };
  vi.stubGlobal('navigator', { gpu: { requestAdapter: async () => ({ info, limits }) } });
}
