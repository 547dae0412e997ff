import { Allocator, type Block } from './allocator.js';
import type { Arena } from './arena.js';
import type { Recorder } from './recorder.js';

const PAGE = 65536;
/** Where assembly/control.ts has the size of the memory. */
const PAGES = 396;
/** WebAssembly's limit with 32-bit addresses: 4 GiB. Browsers may grant less. */
const LIMITS_IN_PAGES = [65536, 32768, 16384, 4096];
/** Vector loads may read a little past a tensor's end: the last bytes of memory are never given out. */
const TAIL = 64;

/** The engine's memory: one WebAssembly.Memory that all tensors live in and that grows as they need it. */
export class Heap {
  readonly memory: WebAssembly.Memory;
  private readonly limit: number;
  private allocator: Allocator | null = null;
  private buffer: ArrayBufferLike;
  private i32: Int32Array;
  private u8: Uint8Array;
  private readonly arenas = new Set<Arena>();
  /** Writes down what happens to the memory, while a step is recorded. */
  recorder: Recorder | null = null;

  /**
   * @param shared whether other threads will use the memory too
   * @param mostBytes how far it may grow at most, where the runtime grants that much
   */
  constructor(shared: boolean, mostBytes = Number.POSITIVE_INFINITY) {
    const { memory, limit } = createMemory(shared, Math.floor(mostBytes / PAGE));
    this.memory = memory;
    this.limit = limit * PAGE;
    this.buffer = memory.buffer;
    this.i32 = new Int32Array(this.buffer);
    this.u8 = new Uint8Array(this.buffer);
    this.tellSize();
  }

  /** Tells where tensors may start, once the module that owns the memory's first bytes is there. */
  start(base: number): void {
    this.allocator = new Allocator(Math.ceil(base / PAGE) * PAGE);
    this.allocator.extend(this.buffer.byteLength - TAIL);
  }

  /** Bytes in use by tensors and scratch space. */
  get bytesInUse(): number {
    return this.allocator?.bytesInUse ?? 0;
  }

  /** Bytes of the whole memory, free ones included. */
  get bytes(): number {
    return this.buffer.byteLength;
  }

  /** Changes whenever the memory has grown: views made of an older buffer may be dead. */
  get generation(): ArrayBufferLike {
    return this.buffer;
  }

  /**
   * A block of at least `bytes` bytes, contents undefined.
   * @throws Error when the memory cannot grow that far
   */
  allocate(bytes: number): Block {
    const recorded = this.recorder?.allocate(bytes) ?? null;
    if (recorded !== null) return recorded;
    const allocator = this.allocator as Allocator;
    const block = allocator.allocate(bytes);
    if (block !== null) return block;
    this.grow(bytes);
    return allocator.allocate(bytes) as Block;
  }

  free(block: Block): void {
    for (const arena of this.arenas) {
      if (!arena.contains(block)) continue;
      arena.allocator.free(block);
      return;
    }
    (this.allocator as Allocator).free(block);
  }

  /** Takes in blocks that the arena gave out when they are freed. */
  open(arena: Arena): void {
    this.arenas.add(arena);
  }

  close(arena: Arena): void {
    this.arenas.delete(arena);
  }

  /** Bytes that `run` had in use at its peak, beyond those in use before. */
  peakOf(run: () => void): number {
    const allocator = this.allocator as Allocator;
    const before = allocator.bytesInUse;
    allocator.mostInUse = before;
    run();
    return allocator.mostInUse - before;
  }

  /** Writes numbers from JavaScript. Kernels' results aside, all that is written to the heap goes through here. */
  write(address: number, values: Int32Array | Float32Array | Uint8Array): void {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.u8.set(bytes, address);
    this.recorder?.wrote(address, bytes);
  }

  /** Copies bytes within the heap. */
  copy(from: number, to: number, bytes: number): void {
    this.u8.copyWithin(to, from, from + bytes);
  }

  int32(address: number, length: number): Int32Array {
    return new Int32Array(this.buffer, address, length);
  }

  float32(address: number, length: number): Float32Array {
    return new Float32Array(this.buffer, address, length);
  }

  uint8(address: number, length: number): Uint8Array {
    return new Uint8Array(this.buffer, address, length);
  }

  /** The whole memory as 32-bit integers; index by address / 4. */
  get words(): Int32Array {
    return this.i32;
  }

  private grow(bytes: number): void {
    const size = this.buffer.byteLength;
    const missing = (this.allocator as Allocator).missingFor(bytes);
    // A quarter more than there is, so that a program that grows step by step does not remake its views each time.
    const generous = Math.max(missing, Math.min(size / 4, this.limit - size));
    if (!this.tryGrow(generous) && !this.tryGrow(missing))
      throw new OutOfMemoryError(bytes, this.bytesInUse, this.limit);
    this.buffer = this.memory.buffer;
    this.i32 = new Int32Array(this.buffer);
    this.u8 = new Uint8Array(this.buffer);
    this.tellSize();
    (this.allocator as Allocator).extend(this.buffer.byteLength - TAIL);
  }

  private tellSize(): void {
    this.i32[PAGES >> 2] = this.buffer.byteLength / PAGE;
  }

  private tryGrow(bytes: number): boolean {
    const pages = Math.ceil(bytes / PAGE);
    if (this.buffer.byteLength + pages * PAGE > this.limit) return false;
    try {
      this.memory.grow(pages);
      return true;
    } catch {
      return false;
    }
  }
}

/** The engine's memory is used up. */
export class OutOfMemoryError extends Error {
  readonly code = 'OUT_OF_MEMORY';

  constructor(bytes: number, inUse: number, limit: number) {
    super(
      `simd: no room for a tensor of ${mebibytes(bytes)}: ${mebibytes(inUse)} of at most ${mebibytes(limit)} are in use. ` +
        'Lower the batch size or the image size, or dispose tensors that are no longer needed (tf.tidy, tensor.dispose()).',
    );
    this.name = 'OutOfMemoryError';
  }
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(bytes < 2 ** 24 ? 1 : 0)} MiB`;
}

function createMemory(shared: boolean, mostPages: number): { memory: WebAssembly.Memory; limit: number } {
  let reason: unknown;
  for (const granted of LIMITS_IN_PAGES) {
    const limit = Math.min(granted, mostPages);
    try {
      return { memory: new WebAssembly.Memory({ initial: 16, maximum: limit, shared }), limit };
    } catch (error) {
      reason = error;
    }
  }
  throw new Error(`simd: this runtime grants no WebAssembly memory (${String(reason)})`);
}
