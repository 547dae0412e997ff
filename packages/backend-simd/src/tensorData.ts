import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Block } from './allocator.js';
import type { Place } from './generated/kernels.js';
import type { Heap } from './heap.js';

/** What the engine keeps for one tensor: a block of the heap, or plain values for strings. */
export interface TensorData {
  readonly dtype: DataType;
  refCount: number;
  /** A complex tensor is two others and has no block of its own. */
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  readonly block: Block | null;
  /** Gives the memory back. */
  release(): void;
  /** Elements, not bytes. */
  readonly length: number;
  /** A view on the heap, which is valid until the memory grows; strings as bytes. */
  readonly values: backend_util.BackendValues | undefined;
}

/** How a tensor's contents will be computed, should anything read them. */
export interface Deferred {
  /** What it reads. They stay alive until it ran or is dropped, even when the program disposes them before. */
  readonly inputs: readonly HeapTensor[];
  run(output: HeapTensor): void;
  /** Set where it is an element-wise op, which can be computed together with the one that reads it. */
  readonly chain?: Chain;
}

/** An element-wise op that has not been computed yet; so may be the ops that its operands come from. */
export interface Chain {
  /** UnaryOp, or FIRST_BINARY + BinaryOp: see kernels/chain.ts. */
  readonly op: number;
  readonly operands: readonly Operand[];
  readonly alpha: number;
  readonly beta: number;
  /** See `elementsPerTask`; that of the operands' ops included. */
  readonly cost: number;
  /** Instructions, those of the operands' ops included. */
  readonly length: number;
}

/** What an element-wise op reads. */
export interface Operand {
  readonly tensor: HeapTensor;
  readonly place: Place;
  /** Elements of a row. */
  readonly period: number;
}

/** A tensor of numbers, in the heap. */
export class HeapTensor implements TensorData {
  refCount = 1;
  private view: Float32Array | Int32Array | Uint8Array | null = null;
  private generation: ArrayBufferLike | null = null;
  private room: Block | null = null;
  /** The tensor itself and the deferred ones that read it. */
  private holders = 1;

  constructor(
    private readonly heap: Heap,
    private readonly allocate: (bytes: number) => Block,
    readonly dtype: DataType,
    readonly length: number,
    private deferred: Deferred | null = null,
  ) {
    heap.recorder?.makes(this);
    if (deferred === null) this.room = allocate(this.bytes);
    else for (const input of deferred.inputs) input.hold();
  }

  /** Where the contents are. A deferred tensor is computed now. */
  get block(): Block {
    this.compute();
    this.heap.recorder?.reads(this);
    return this.room as Block;
  }

  /** Sets the contents. */
  write(values: ArrayLike<number>): void {
    this.values.set(values);
    const { address } = this.block;
    this.heap.recorder?.wrote(address, this.heap.uint8(address, this.bytes));
  }

  /** Puts the contents into another block. Returns the one that they were in, which is the caller's now. */
  moveTo(block: Block): Block {
    const before = this.block;
    this.heap.copy(before.address, block.address, this.bytes);
    this.standIn(block);
    return before;
  }

  /** Says in which block the contents are. */
  standIn(block: Block | null): void {
    this.room = block;
    this.view = null;
  }

  /** Whether a view or a deferred op needs the contents to stay, beside the tensor itself. */
  get isShared(): boolean {
    return this.refCount > 1 || this.holders > 1;
  }

  /** Whether a single one holds it. */
  get isHeldOnce(): boolean {
    return this.holders === 1;
  }

  /** Whether nobody holds it any more. */
  get isReleased(): boolean {
    return this.holders <= 0;
  }

  get values(): Float32Array | Int32Array | Uint8Array {
    const { address } = this.block;
    if (this.view === null || this.generation !== this.heap.generation) {
      this.view = viewOf(this.heap, this.dtype, address, this.length);
      this.generation = this.heap.generation;
    }
    return this.view;
  }

  /** The element-wise op that will give the contents, while nothing has read them. */
  get chain(): Chain | undefined {
    return this.deferred?.chain;
  }

  /** Computes the contents, where that was deferred. */
  compute(): void {
    const { deferred } = this;
    if (deferred === null) return;
    const room = this.allocate(this.bytes);
    this.room = room;
    // Before it runs, since it asks for this tensor's address.
    this.deferred = null;
    try {
      deferred.run(this);
    } catch (error) {
      this.heap.free(room);
      this.room = null;
      this.deferred = deferred;
      throw error;
    }
    for (const input of deferred.inputs) input.release();
  }

  hold(): void {
    this.holders++;
  }

  /** Frees the memory when nobody else holds the tensor. */
  release(): void {
    if (--this.holders > 0) return;
    if (this.room !== null) this.heap.free(this.room);
    this.dropDeferred();
  }

  private dropDeferred(): void {
    for (const input of this.deferred?.inputs ?? []) input.release();
    this.deferred = null;
  }

  get bytes(): number {
    return this.length * bytesPerElement(this.dtype);
  }
}

/** A tensor of strings, or the parent of a complex one. */
export class PlainTensor implements TensorData {
  refCount = 1;
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  readonly block = null;

  constructor(
    readonly dtype: DataType,
    readonly values: backend_util.BackendValues | undefined,
  ) {}

  get length(): number {
    return this.values?.length ?? 0;
  }

  release(): void {}
}

/** Bytes of one element. Booleans take one, as in TensorFlow.js. */
export function bytesPerElement(dtype: DataType): number {
  return dtype === 'bool' ? 1 : 4;
}

function viewOf(
  heap: Heap,
  dtype: DataType,
  address: number,
  length: number,
): Float32Array | Int32Array | Uint8Array {
  if (dtype === 'int32') return heap.int32(address, length);
  if (dtype === 'bool') return heap.uint8(address, length);
  return heap.float32(address, length);
}
