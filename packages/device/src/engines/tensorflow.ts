import type { Engine } from '../engine.js';
import { loadTensorflow } from './tensorflowAddon.js';

/** TensorFlow's CPU library. `simd` is faster on small networks, so it is chosen by name only. */
export const tensorflow: Engine = {
  name: 'tensorflow',
  auto: false,
  install: 'npm install @tensorflow/tfjs-node',
  open: async () => {
    const { isUsingGpuDevice, binding } = await loadTensorflow('@tensorflow/tfjs-node');
    const where = isUsingGpuDevice ? 'on the GPU' : 'on the CPU';
    return {
      backend: 'tensorflow',
      kind: isUsingGpuDevice ? 'gpu' : 'cpu',
      detail: () => `TensorFlow ${binding.TF_Version} ${where}`,
    };
  },
};
