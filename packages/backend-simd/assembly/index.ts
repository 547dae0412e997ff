export { run, workerLoop } from './parallel';
/** First byte that the modules leave to tensors. */
export const heapBase: usize = __heap_base;
