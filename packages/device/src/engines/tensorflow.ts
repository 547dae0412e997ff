import type { Engine } from '../engine.js';
import { machineMemory } from '../memory.js';
import { installCommand, loadTensorflow } from './tensorflowAddon.js';

/** TensorFlow's CPU library. `simd` is faster on small networks, so it is chosen by name only. */
export const tensorflow: Engine = {
  name: 'tensorflow',
  auto: false,
  install: installCommand('tensorflow'),
  open: async () => {
    const { isUsingGpuDevice, binding } = await loadTensorflow('tensorflow');
    const where = isUsingGpuDevice ? 'on the GPU' : 'on the CPU';
    const version = `TensorFlow ${binding.TF_Version}`;
    return {
      backend: 'tensorflow',
      kind: isUsingGpuDevice ? 'gpu' : 'cpu',
      version,
      memory: isUsingGpuDevice ? undefined : machineMemory(),
      detail: () => `${version} ${where}`,
    };
  },
};
