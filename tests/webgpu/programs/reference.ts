import { type Device, useDevice } from '@featuremap/device';
// Registers the gradients, which tfjs-core alone does not have.
import '@tensorflow/tfjs-layers';
import type { NetworkName } from '../../../packages/models/src/index.js';
import { compareWithTorch, type Differences } from '../../../packages/models/test-data/compare.js';

/** What came of comparing a network on the GPU with PyTorch. */
export interface GpuOutcome {
  device: Pick<Device, 'name' | 'kind' | 'detail'>;
  differences: Differences;
}

/** Compares a network on WebGPU with what PyTorch computed; without an adapter it throws. */
export async function compareOnGpu(network: NetworkName): Promise<GpuOutcome> {
  const { name, kind, detail } = await useDevice('webgpu');
  return { device: { name, kind, detail }, differences: await compareWithTorch(network) };
}
