import { mayWait, startWorker } from '#platform';
import type { Heap } from './heap.js';

/** Where assembly/control.ts has the struct of the kernel that runs, and the number of workers that may join. */
const ARGUMENTS = 1024;
const WORKERS = 392;
const LARGEST_STRUCT = 256;

interface Exports {
  readonly heapBase: WebAssembly.Global;
  run(kernel: number, tasks: number): void;
}

/** The compiled kernels on a heap, and the threads that run them. */
export class Native {
  /** The argument struct as integers and as floats: the generated calls in generated/kernels.ts fill it in. */
  arguments: { i32: Int32Array; f32: Float32Array };
  /** How often each kernel ran, by its number in generated/kernels.ts. */
  readonly calls: number[] = [];
  private readonly exports: Exports;
  private generation: ArrayBufferLike;
  private threadCount = 1;
  private readonly workers: { stop(): void }[] = [];

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly heap: Heap,
  ) {
    const env = { memory: heap.memory, wait: waitIn(heap.memory, mayWait()) };
    this.exports = new WebAssembly.Instance(module, { env }).exports as unknown as Exports;
    heap.start(Number(this.exports.heapBase.value));
    this.generation = heap.generation;
    this.arguments = this.argumentViews();
  }

  /** Threads that kernels run on, the main thread included. */
  get threads(): number {
    return this.threadCount;
  }

  /** @param count at least 1; more than 1 needs shared memory. Workers start with the first job that can use them. */
  set threads(count: number) {
    this.threadCount = count;
    this.heap.words[WORKERS >> 2] = Math.min(count - 1, this.workers.length);
  }

  /** Runs tasks 0 … tasks - 1 of a kernel whose arguments stand in memory, and returns when all are done. */
  run(kernel: number, tasks: number): void {
    if (tasks > 1 && this.workers.length < this.threadCount - 1) this.startWorkers();
    this.calls[kernel] = (this.calls[kernel] ?? 0) + 1;
    this.exports.run(kernel, tasks);
  }

  /** Whether threads can share the memory. */
  get shared(): boolean {
    return isShared(this.heap.memory.buffer);
  }

  /** Stops the workers. */
  dispose(): void {
    for (const worker of this.workers.splice(0)) worker.stop();
  }

  /** To be called when the heap has grown. */
  refresh(): void {
    if (this.heap.generation === this.generation) return;
    this.generation = this.heap.generation;
    this.arguments = this.argumentViews();
  }

  private argumentViews(): { i32: Int32Array; f32: Float32Array } {
    return {
      i32: this.heap.int32(ARGUMENTS, LARGEST_STRUCT),
      f32: this.heap.float32(ARGUMENTS, LARGEST_STRUCT),
    };
  }

  private startWorkers(): void {
    const source = `(${workerMain.toString()})(data);`;
    while (this.workers.length < this.threadCount - 1) {
      const slot = this.workers.length + 1;
      this.workers.push(startWorker(source, { module: this.module, memory: this.heap.memory, slot }));
    }
    this.heap.words[WORKERS >> 2] = this.threadCount - 1;
  }
}

/**
 * Atomics.wait as the modules import it, on a heap that may grow. Where a thread may not sleep it returns at once,
 * so that the module goes on polling.
 */
function waitIn(memory: WebAssembly.Memory, allowed: boolean): (address: number, value: number) => void {
  if (!allowed || !isShared(memory.buffer)) return () => {};
  const words = new Int32Array(memory.buffer);
  return (address, value) => void Atomics.wait(words, address >> 2, value);
}

function isShared(buffer: ArrayBufferLike): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;
}

/** What a worker runs. Its text is sent to the thread, so it uses nothing but its argument. */
function workerMain(data: { module: WebAssembly.Module; memory: WebAssembly.Memory; slot: number }): void {
  const words = new Int32Array(data.memory.buffer);
  const wait = (address: number, value: number) => void Atomics.wait(words, address >> 2, value);
  const instance = new WebAssembly.Instance(data.module, { env: { memory: data.memory, wait } });
  (instance.exports.workerLoop as (slot: number) => void)(data.slot);
}
