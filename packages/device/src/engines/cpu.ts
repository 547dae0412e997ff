import { version_cpu } from '@tensorflow/tfjs-backend-cpu';
import { env, findBackend, type KernelBackend } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine.js';
import { machineMemory } from '../memory.js';

/** TF.js's own JavaScript kernels: slow, but the reference to compare others with. */
export const cpu: Engine = {
  name: 'cpu',
  auto: true,
  open: async () => {
    silenceGreeting(findBackend('cpu') as KernelBackend);
    return {
      backend: 'cpu',
      kind: 'cpu',
      version: `tfjs-backend-cpu ${version_cpu}`,
      memory: machineMemory(),
      detail: () => 'plain JavaScript, one thread',
    };
  },
};

/** The backend's first write prints an advertisement for tfjs-node; a library has to be silent. */
function silenceGreeting(backend: KernelBackend): void {
  const isProduction = env().getBool('PROD');
  env().set('PROD', true);
  backend.disposeData(backend.write(new Float32Array(1), [1], 'float32'));
  env().set('PROD', isProduction);
}
