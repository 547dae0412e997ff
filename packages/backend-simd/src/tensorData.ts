import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Block } from './allocator.js';
import type { Heap } from './heap.js';

/** What the engine keeps for one tensor: a block of the heap, or plain values for strings. */
export interface TensorData {
  readonly dtype: DataType;
  refCount: number;
  /** A complex tensor is two others and has no block of its own. */
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  readonly block: Block | null;
  /** Elements, not bytes. */
  readonly length: number;
  /** A view on the heap, which is valid until the memory grows; strings as bytes. */
  readonly values: backend_util.BackendValues | undefined;
}

/** A tensor of numbers, in the heap. */
export class HeapTensor implements TensorData {
  refCount = 1;
  private view: Float32Array | Int32Array | Uint8Array | null = null;
  private generation: ArrayBufferLike | null = null;

  constructor(
    private readonly heap: Heap,
    readonly dtype: DataType,
    readonly length: number,
    readonly block: Block,
  ) {}

  get values(): Float32Array | Int32Array | Uint8Array {
    if (this.view === null || this.generation !== this.heap.generation) {
      this.view = viewOf(this.heap, this.dtype, this.block.address, this.length);
      this.generation = this.heap.generation;
    }
    return this.view;
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
