export type { Features } from './features.js';
export { type KernelCalls, kernelCalls, resetKernelCalls } from './register.js';
export { features, getThreads, setThreads } from './threads.js';
