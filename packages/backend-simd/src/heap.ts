import { Allocator, type Block } from './allocator.js';

const PAGE = 65536;
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
  private f32: Float32Array;

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
    this.f32 = new Float32Array(this.buffer);
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
    const allocator = this.allocator as Allocator;
    const block = allocator.allocate(bytes);
    if (block !== null) return block;
    this.grow(bytes);
    return allocator.allocate(bytes) as Block;
  }

  free(block: Block): void {
    (this.allocator as Allocator).free(block);
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

  /** The whole memory as floats; index by address / 4. */
  get floats(): Float32Array {
    return this.f32;
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
    this.f32 = new Float32Array(this.buffer);
    (this.allocator as Allocator).extend(this.buffer.byteLength - TAIL);
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
