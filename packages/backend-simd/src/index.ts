export type { Features } from './features.js';
export { recorded } from './recorded.js';
export type { RecordedStep, Step } from './recordedStep.js';
export { type KernelCalls, kernelCalls, resetKernelCalls } from './register.js';
export { features, getThreads, setThreads } from './threads.js';
