import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Cores that threads can be spread over. */
export function coreCount(): number {
  return availableParallelism();
}

/**
 * Starts a thread that runs `source`, a script that finds `data` in the variable of that name. The thread never keeps
 * the process alive. Where Node's permission model forbids threads there is none, and the caller does all the work.
 */
export function startWorker(source: string, data: unknown): { stop(): void; begun: Promise<void> } {
  const script = `const data = require('node:worker_threads').workerData;\n${source}`;
  try {
    // Without the program's flags: --input-type=module would make a module of the script, --import load more with it.
    const worker = new Worker(script, { eval: true, execArgv: [], env: {}, workerData: data });
    worker.unref();
    // It begins whatever this thread does meanwhile.
    return { stop: () => void worker.terminate(), begun: Promise.resolve() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_ACCESS_DENIED') throw error;
    return { stop: () => {}, begun: Promise.resolve() };
  }
}
