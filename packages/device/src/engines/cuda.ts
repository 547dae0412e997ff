import { type Engine, EngineUnavailable } from '../engine.js';
import { loadTensorflow } from './tensorflowAddon.js';

/** An NVIDIA GPU, through TensorFlow's native library. */
export const cuda: Engine = {
  name: 'cuda',
  auto: true,
  install: 'npm install @tensorflow/tfjs-node-gpu',
  open: async () => {
    const { isUsingGpuDevice, binding } = await loadTensorflow('@tensorflow/tfjs-node-gpu');
    if (!isUsingGpuDevice) {
      throw new EngineUnavailable('TensorFlow finds no CUDA GPU (nvidia-smi shows whether the driver does)');
    }
    return {
      backend: 'tensorflow',
      kind: 'gpu',
      detail: () => `NVIDIA GPU, TensorFlow ${binding.TF_Version}`,
    };
  },
};
