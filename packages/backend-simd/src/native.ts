import { startWorker } from '#platform';
import { maySleep } from './features.js';
import type { Heap } from './heap.js';
import { checkIndices } from './indices.js';
import type { Event } from './recorder.js';

/** Where assembly/control.ts has what JavaScript reads and writes of it. */
const ARGUMENTS = 1024;
const DONE = 256;
const FAILED = 448;
const MESSAGE = 512;
const WORKERS = 392;
const LARGEST_STRUCT = 256;
const LONGEST_MESSAGE = 512;

/**
 * What a worker runs: it finds the module, the memory and its slot in `data`. It is text, since bundlers and coverage
 * tools write calls to functions of theirs into a function, which a worker does not have. When it fails it says so in
 * the memory, since the main thread may be waiting for it and hears no event meanwhile.
 */
const WORKER = `
  const words = new Int32Array(data.memory.buffer);
  const wait = (address, value) => void Atomics.wait(words, address >> 2, value);
  const { exports } = new WebAssembly.Instance(data.module, { env: { memory: data.memory, wait } });
  try {
    exports.workerLoop(data.slot);
  } catch (error) {
    const message = new TextEncoder().encode('thread ' + data.slot + ': ' + error).subarray(0, ${LONGEST_MESSAGE});
    new Uint8Array(data.memory.buffer).set(message, ${MESSAGE});
    Atomics.store(words, ${FAILED >> 2}, message.length);
    Atomics.add(words, ${DONE >> 2}, 1);
    Atomics.notify(words, ${DONE >> 2});
  }
`;

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
  private readonly workers: { stop(): void; begun: Promise<void> }[] = [];
  /** Settles when the workers that were started have begun; null when none is on its way. */
  starting: Promise<unknown> | null = null;

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly heap: Heap,
  ) {
    const env = { memory: heap.memory, wait: waitIn(heap.memory, maySleep()) };
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

  /**
   * Runs tasks 0 … tasks - 1 of a kernel whose arguments stand in memory, and returns when all are done.
   *
   * @throws Error when a thread failed, this one or another; the engine cannot go on then
   */
  run(kernel: number, tasks: number): void {
    if (tasks > 1 && this.workers.length < this.threadCount - 1) this.startWorkers();
    this.calls[kernel] = (this.calls[kernel] ?? 0) + 1;
    this.heap.recorder?.ran(kernel, tasks, this.arguments.i32);
    try {
      this.exports.run(kernel, tasks);
    } catch (error) {
      // Others may still be at the job: what comes next would count them as done with it.
      this.keepFailure(`thread 0: ${error}`);
    }
    if (this.heap.words[FAILED >> 2] !== 0) throw this.threadFailure();
  }

  /**
   * Does to the memory what was recorded.
   *
   * @throws Error where indices are out of range
   */
  replay(events: readonly Event[]): void {
    for (const event of events) {
      if ('bytes' in event) {
        this.heap.write(event.address, event.bytes);
      } else if ('indices' in event) {
        checkIndices(this.heap, event);
      } else {
        this.arguments.i32.set(event.words);
        this.run(event.kernel, event.tasks);
      }
    }
  }

  /** Sets all arguments to 0, so that what kernels before left there does not tell two recordings apart. */
  clearArguments(): void {
    this.arguments.i32.fill(0);
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

  /** Leaves a message as a worker does. */
  private keepFailure(text: string): void {
    const message = new TextEncoder().encode(text).subarray(0, LONGEST_MESSAGE);
    this.heap.uint8(MESSAGE, message.length).set(message);
    this.heap.words[FAILED >> 2] = message.length;
  }

  private threadFailure(): Error {
    // A copy, since a decoder takes no shared memory.
    const message = this.heap.uint8(MESSAGE, this.heap.words[FAILED >> 2]).slice();
    return new Error(
      `simd: ${new TextDecoder().decode(message)}. This is a fault of the engine, and its tensors are lost: ` +
        'please report it, with the op and its shapes.',
    );
  }

  private argumentViews(): { i32: Int32Array; f32: Float32Array } {
    return {
      i32: this.heap.int32(ARGUMENTS, LARGEST_STRUCT),
      f32: this.heap.float32(ARGUMENTS, LARGEST_STRUCT),
    };
  }

  private startWorkers(): void {
    while (this.workers.length < this.threadCount - 1) {
      const slot = this.workers.length + 1;
      this.workers.push(startWorker(WORKER, { module: this.module, memory: this.heap.memory, slot }));
    }
    this.heap.words[WORKERS >> 2] = this.threadCount - 1;
    const starting = Promise.all(this.workers.map(({ begun }) => begun)).then(() => {
      if (this.starting === starting) this.starting = null;
    });
    this.starting = starting;
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
