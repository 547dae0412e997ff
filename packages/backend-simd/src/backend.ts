import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import { type backend_util, type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { Block } from './allocator.js';
import type { Heap } from './heap.js';
import type { Native } from './native.js';
import { RecordedStep, type Step } from './recordedStep.js';
import { type Deferred, HeapTensor, PlainTensor, type TensorData } from './tensorData.js';

/** How a kernel's run ended, and how to take it back. */
type Attempt<T> = { undo(): void } & ({ result: T } | { error: unknown });

/**
 * The TensorFlow.js backend: tensors live in one WebAssembly memory, where the kernels written in AssemblyScript
 * find them by address and the JavaScript kernels of the `cpu` backend by a typed array on the same bytes.
 */
export class SimdBackend extends MathBackendCPU {
  /** While a JavaScript kernel runs: the tensors that it makes. */
  private made: object[] | null = null;

  constructor(
    readonly heap: Heap,
    readonly native: Native,
    private readonly onDispose: () => void,
  ) {
    super();
  }

  /** Makes a tensor whose contents are undefined: the kernel that asked for it writes every element. */
  output(shape: number[], dtype: DataType): TensorInfo {
    return this.makeTensorInfo(shape, dtype);
  }

  /**
   * Makes a float32 tensor that is computed when something first reads it, and never if nothing does.
   * @param deferred what it reads, and how it is computed; what may be asked of a tensor that is not yet computed
   */
  deferredOutput(shape: number[], deferred: Deferred): TensorInfo {
    const dataId = {};
    this.keep(
      dataId,
      new HeapTensor(this.heap, this.allocate, 'float32', util.sizeFromShape(shape), deferred),
    );
    return { dataId, shape, dtype: 'float32' };
  }

  /** A step that is replayed where it can be: see `recorded`. A method, so that a trainer finds it on any engine. */
  recorded(step: Step): RecordedStep {
    return new RecordedStep(this, step);
  }

  /** What the engine keeps for a tensor of numbers. */
  heapTensor(tensor: TensorInfo): HeapTensor {
    return this.tensorData(tensor.dataId) as HeapTensor;
  }

  /** One more view of a tensor's elements. */
  share(dataId: object): void {
    super.incRef(dataId);
  }

  /** Called when a variable takes the tensor: it will live on when all that it was made from is gone. */
  override incRef(dataId: object): void {
    const data = this.tensorData(dataId);
    if (data instanceof HeapTensor && data.chain !== undefined) data.compute();
    super.incRef(dataId);
  }

  /** Byte address of a tensor of numbers. */
  address(tensor: TensorInfo): number {
    return (this.tensorData(tensor.dataId).block as Block).address;
  }

  /** Runs `use` with the address of `bytes` bytes that are free again afterwards. */
  withScratch<T>(bytes: number, use: (address: number) => T): T {
    const block = this.allocate(bytes);
    try {
      return use(block.address);
    } finally {
      this.heap.free(block);
    }
  }

  /** Runs a kernel so that what it did can be undone: the tensors it made, and its references to its inputs. */
  attempt<T>(inputs: TensorInfo[], run: () => T): Attempt<T> {
    const made: object[] = [];
    const references = inputs.map(({ dataId }) => this.tensorData(dataId).refCount);
    const undo = () => {
      for (const dataId of made) this.disposeData(dataId, true);
      inputs.forEach(({ dataId }, i) => {
        this.tensorData(dataId).refCount = references[i];
      });
    };
    this.made = made;
    try {
      return { result: run(), undo };
    } catch (error) {
      return { error, undo };
    } finally {
      this.made = null;
    }
  }

  tensorData(dataId: object): TensorData {
    return this.data.get(dataId) as unknown as TensorData;
  }

  override write(values: backend_util.BackendValues | undefined, shape: number[], dtype: DataType): object {
    const dataId = {};
    this.store(dataId, values, shape, dtype, 1);
    return dataId;
  }

  override move(
    dataId: object,
    values: backend_util.BackendValues,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    this.store(dataId, values, shape, dtype, refCount);
  }

  /** A copy in memory of its own: what the caller gets neither changes nor is shared with other threads. */
  override readSync(dataId: object): backend_util.BackendValues {
    this.heap.recorder?.stopsAt('it reads results');
    const data = this.tensorData(dataId);
    if (data instanceof HeapTensor) return data.values.slice();
    return super.readSync(dataId);
  }

  /**
   * As `readSync`, but lets the workers begin first: browsers start them only while this thread is idle, which it
   * never is in a loop that awaits nothing but results.
   */
  override async read(dataId: object): Promise<backend_util.BackendValues> {
    const values = this.readSync(dataId);
    if (this.native.starting !== null) await this.native.starting;
    return values;
  }

  override disposeData(dataId: object, force = false): boolean {
    if (!this.data.has(dataId)) return true;
    const data = this.tensorData(dataId);
    data.refCount--;
    if (!force && data.refCount > 0) return false;
    if (data.complexTensorInfos != null) {
      this.disposeData(data.complexTensorInfos.real.dataId, true);
      this.disposeData(data.complexTensorInfos.imag.dataId, true);
    }
    data.release();
    this.data.delete(dataId);
    return true;
  }

  override memory(): { unreliable: boolean; reasons: string[] } & Record<string, unknown> {
    return { unreliable: false, reasons: [], bytesInHeap: this.heap.bytesInUse, heapBytes: this.heap.bytes };
  }

  override dispose(): void {
    this.native.dispose();
    this.onDispose();
  }

  /** A block of the heap. */
  readonly allocate = (bytes: number): Block => {
    const block = this.heap.allocate(bytes);
    this.native.refresh();
    return block;
  };

  private store(
    dataId: object,
    values: backend_util.BackendValues | undefined,
    shape: number[],
    dtype: DataType,
    refCount: number,
  ): void {
    const data = this.makeData(values, shape, dtype);
    data.refCount = refCount;
    this.keep(dataId, data);
    // Last, since it throws where the values are a view that died when this tensor's room made the memory grow.
    if (data instanceof HeapTensor && values !== undefined) data.write(values as Float32Array);
  }

  private keep(dataId: object, data: TensorData): void {
    this.made?.push(dataId);
    this.data.set(dataId, data as unknown as Parameters<typeof this.data.set>[1]);
  }

  private makeData(
    values: backend_util.BackendValues | undefined,
    shape: number[],
    dtype: DataType,
  ): TensorData {
    if (dtype === 'string' || dtype === 'complex64') return new PlainTensor(dtype, values);
    const length = util.sizeFromShape(shape);
    return new HeapTensor(this.heap, this.allocate, dtype, length);
  }
}
