import '@tensorflow/tfjs-core/dist/index';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import { kernelCalls, setThreads } from '../dist/index.js';
import { nativeKernels } from '../dist/kernels/all.js';

const { backendName, flags, threads } = globalThis.conformance;
if (threads !== undefined) setThreads(threads);
setTestEnvs([{ name: 'conformance', backendName, flags, isDataSync: true }]);
globalThis.conformance.kernelCalls = kernelCalls;
globalThis.conformance.nativeOps = nativeKernels.map(({ name }) => name);

// After the environment is set: the specs register themselves for it as they are loaded.
require('@tensorflow/tfjs-core/dist/tests');
