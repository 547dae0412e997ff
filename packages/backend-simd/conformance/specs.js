// First: the specs look for jasmine as they are loaded.
import './jasmine.js';
import '@tensorflow/tfjs-core/dist/index';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import { kernelNames } from '../dist/generated/kernels.js';
import { features, kernelCalls, setThreads } from '../dist/index.js';
import { nativeKernels } from '../dist/kernels/all.js';
import { Native } from '../dist/native.js';
import { execute } from './execute.js';

const { backendName = 'simd', flags = {}, threads, only } = globalThis.conformance ?? {};
if (threads !== undefined) setThreads(threads);
setTestEnvs([{ name: backendName, backendName, flags, isDataSync: true }]);
// The specs warn about each deprecated option they use.
console.warn = () => {};

const runs = new Map(kernelNames.map(name => [name, 0]));
const { run } = Native.prototype;
Native.prototype.run = function (kernel, tasks) {
  const name = kernelNames[kernel];
  runs.set(name, runs.get(name) + 1);
  return run.call(this, kernel, tasks);
};

// After the environment is set: the specs register themselves for it as they are loaded.
require('@tensorflow/tfjs-core/dist/tests');

globalThis.outcome = execute(jasmine.getEnv(), {
  only,
  kernelCalls,
  nativeOps: nativeKernels.map(({ name }) => name),
}).then(result => ({
  ...result,
  // How often each function in WebAssembly ran: an op has several, for large and small or few and many channels.
  kernelRuns: Object.fromEntries(runs),
  features: features(),
}));
