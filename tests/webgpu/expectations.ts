import { expect } from 'vitest';
import { reference } from '../../packages/models/test-data/reference.js';
import type { GpuOutcome } from './programs/reference.js';

/** AlexNet's weights alone are 187 MB, and its steps take minutes on a GPU that a CPU imitates. */
export const smallNetworks = ['lenet5', 'googlenet', 'resnet'] as const;

/** Fails unless the network ran on WebGPU's software adapter and agrees with PyTorch as it does on other engines. */
export function expectPyTorchsNumbers(
  network: (typeof smallNetworks)[number],
  { device, differences }: GpuOutcome,
): void {
  expect(device).toMatchObject({ name: 'webgpu', kind: 'software-gpu' });
  expect(device.detail).toMatch(/swiftshader/i);
  const { backend, logits, gradients, losses, leaked } = differences;
  expect(backend).toBe('webgpu');
  expect(logits).toBeLessThan(1e-4);
  expect(Object.keys(gradients)).toEqual(Object.keys(reference.nets[network].gradients));
  for (const [parameter, difference] of Object.entries(gradients)) {
    expect(difference, parameter).toBeLessThan(1e-3);
  }
  expect(losses).toHaveLength(reference.nets[network].losses.length);
  expect(Math.max(...losses)).toBeLessThan(1e-4);
  expect(leaked).toBe(0);
}
