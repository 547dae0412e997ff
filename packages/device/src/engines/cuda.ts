import { type Engine, EngineUnavailable } from '../engine.js';
import { findNvidiaGpu } from '../nvidiaGpu.js';
import { installCommand, loadTensorflow } from './tensorflowAddon.js';

/** An NVIDIA GPU, through TensorFlow's native library. */
export const cuda: Engine = {
  name: 'cuda',
  auto: true,
  install: installCommand('cuda'),
  open: async () => {
    const { isUsingGpuDevice, binding } = await loadTensorflow('cuda');
    if (!isUsingGpuDevice) {
      throw new EngineUnavailable('TensorFlow finds no CUDA GPU (nvidia-smi shows whether the driver does)');
    }
    const gpu = await findNvidiaGpu();
    const version = `TensorFlow ${binding.TF_Version}`;
    return {
      backend: 'tensorflow',
      kind: 'gpu',
      version: gpu ? `${version}, driver ${gpu.driver}` : version,
      memory: gpu?.memory,
      detail: () => `${gpu?.name ?? 'NVIDIA GPU'}, ${version}`,
    };
  },
};
