import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import { OutOfMemoryError } from './heap.js';
import { kernelCalls, resetKernelCalls } from './index.js';
import { startEngine } from './testing/engines.js';

const MIB = 2 ** 20;
let stop = () => {};

async function engine(options: Parameters<typeof startEngine>[0] = {}) {
  const started = await startEngine(options);
  stop = started.stop;
  return started.backend;
}

afterEach(() => stop());

/** Numbers that show where they came from. */
function counting(length: number, from: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => from + (i % 1000));
}

describe.each([true, false])('with shared memory: %s', shared => {
  it('keeps the values of tensors while the memory grows from 1 MiB to more than 64', async () => {
    const { heap } = await engine({ shared });
    expect(heap.bytes).toBe(MIB);
    const tensors: tf.Tensor[] = [];
    for (let i = 0; heap.bytes < 64 * MIB; i++) {
      tensors.push(tf.tensor1d(counting(100_000, i)));
      tensors.push(tf.tidy(() => tf.add(tensors[tensors.length - 1], 0.5)));
    }
    tensors.forEach((tensor, i) => {
      const offset = Math.floor(i / 2) + (i % 2) / 2;
      expectBytes(tensor, counting(100_000, offset));
    });
    tf.dispose(tensors);
  });

  it('computes JavaScript kernels right when their output makes the memory grow, and leaves nothing behind', async () => {
    const { heap } = await engine({ shared });
    resetKernelCalls();
    const outputs: tf.Tensor[] = [];
    for (const length of [1000, 300_000, 10_000, 2_000_000, 3_000_000]) {
      const x = tf.ones([length]);
      const before = heap.bytesInUse;
      const sums = tf.cumsum(x);
      expect(heap.bytesInUse - before).toBe(length * 4);
      expectBytes(
        sums,
        Float32Array.from({ length }, (_, i) => i + 1),
      );
      outputs.push(x, sums);
    }
    expect(kernelCalls().get('Cumsum')).toEqual({ native: 0, fallback: 5 });
    tf.dispose(outputs);
    expect(heap.bytesInUse).toBe(0);
  });

  it('repeats a JavaScript kernel whose view of the memory died, and counts it once', async () => {
    const { heap } = await engine({ shared });
    resetKernelCalls();
    const outputs: tf.Tensor[] = [];
    // Its last step copies from a view of its own intermediate result, into a new tensor that makes the memory grow.
    for (let i = 1; heap.bytes < 32 * MIB; i++) {
      const x = tf.fill([4, 100, 100, 1], i);
      outputs.push(
        tf.batchToSpaceND(
          x,
          [2, 2],
          [
            [1, 0],
            [0, 0],
          ],
        ),
      );
      x.dispose();
    }
    outputs.forEach((output, i) => {
      expectBytes(output, new Float32Array(199 * 200).fill(i + 1));
    });
    expect(kernelCalls().get('BatchToSpaceND')).toEqual({ native: 0, fallback: outputs.length });
    tf.dispose(outputs);
    expect(heap.bytesInUse).toBe(0);
  });

  it('does not grow through 10,000 steps with changing batch sizes, after the first 500', async () => {
    const { heap } = await engine({ shared });
    const step = dense();
    let warm = 0;
    for (let i = 0; i < 10_000; i++) {
      if (i === 500) warm = heap.bytes;
      step(1 + ((i * 7919) % 97));
    }
    expect(heap.bytes).toBe(warm);
    expect(heap.bytesInUse).toBeLessThan(4096);
  });

  it('says that memory is used up, with what is in use and what to do, and goes on when some is freed', async () => {
    const { heap } = await engine({ shared, mostBytes: 8 * MIB });
    const x = tf.zeros([5 * MIB], 'bool');
    const failure = caught(() => tf.zeros([4 * MIB], 'bool'));
    expect(failure).toBeInstanceOf(OutOfMemoryError);
    expect(failure).toMatchObject({ code: 'OUT_OF_MEMORY', name: 'OutOfMemoryError' });
    expect(failure.message).toBe(
      'simd: no room for a tensor of 4.0 MiB: 5.0 MiB of at most 8.0 MiB are in use. ' +
        'Lower the batch size or the image size, or dispose tensors that are no longer needed (tf.tidy, tensor.dispose()).',
    );
    expect(heap.bytesInUse).toBe(5 * MIB);
    x.dispose();
    expect(tf.tidy(() => tf.sum(tf.ones([MIB])).dataSync()[0])).toBe(MIB);
    expect(heap.bytesInUse).toBe(0);
  });

  it('leaves nothing of a JavaScript kernel behind that ran out of memory', async () => {
    const { heap } = await engine({ shared, mostBytes: 12 * MIB });
    const x = tf.ones([1, 1024, 1024, 1]);
    // It pads, which there is room for, and then transposes, which there is none for.
    expect(
      caught(() =>
        tf.spaceToBatchND(
          x,
          [2, 2],
          [
            [0, 0],
            [0, 0],
          ],
        ),
      ),
    ).toBeInstanceOf(OutOfMemoryError);
    expect(heap.bytesInUse).toBe(4 * MIB);
    x.dispose();
  });
});

describe('tf.memory()', () => {
  it('counts tensors and bytes, and the heap in use, exactly', async () => {
    await engine();
    const before = tf.memory();
    expect(before).toMatchObject({ unreliable: false, bytesInHeap: 0 });
    const tensors = [tf.zeros([100, 4]), tf.zeros([32], 'bool'), tf.zeros([8], 'int32')];
    const { numTensors, numBytes, bytesInHeap } = tf.memory() as tf.MemoryInfo & { bytesInHeap: number };
    expect(numTensors - before.numTensors).toBe(3);
    expect(numBytes - before.numBytes).toBe(1600 + 32 + 32);
    expect(bytesInHeap).toBe(1600 + 32 + 32);
    tf.dispose(tensors);
    expect(tf.memory()).toEqual(before);
  });

  it('gives bytes back only with the last view of a tensor', async () => {
    const { heap } = await engine();
    const x = tf.ones([10, 10]);
    const views = [tf.reshape(x, [100]), tf.clone(x), tf.expandDims(x, 0)];
    expect(heap.bytesInUse).toBe(400);
    x.dispose();
    tf.dispose(views.slice(0, 2));
    expect(heap.bytesInUse).toBe(400);
    views[2].dispose();
    expect(heap.bytesInUse).toBe(0);
  });
});

describe('an input gradient', () => {
  /** The gradient's kernel as TensorFlow.js calls it, with what it is made from. */
  function gradient() {
    const dy = tf.ones([2, 4, 4, 4]);
    const filter = tf.ones([3, 3, 2, 4]);
    const attributes = { strides: 1, pad: 'same', dataFormat: 'NHWC', inputShape: [2, 4, 4, 2] };
    const dx = tf.engine().runKernel('Conv2DBackpropInput', { dy, filter }, attributes) as tf.Tensor;
    return { dy, filter, dx };
  }

  it('that nothing reads is not computed, and takes no memory', async () => {
    const { heap, native } = await engine();
    const { dy, filter, dx } = gradient();
    const given = 4 * (dy.size + filter.size);
    expect(heap.bytesInUse).toBe(given);
    tf.dispose([dy, filter]);
    expect(heap.bytesInUse, 'what it would be made from is kept').toBe(given);
    dx.dispose();
    expect(heap.bytesInUse).toBe(0);
    expect(native.calls).toEqual([]);
  });

  it('is right when it is read, once or twice or as a view, after its inputs were disposed', async () => {
    const { heap } = await engine();
    const { dy, filter, dx } = gradient();
    const view = tf.reshape(dx, [-1]);
    tf.dispose([dy, filter]);
    const values = dx.dataSync();
    expect(heap.bytesInUse).toBe(4 * dx.size);
    expect(Array.from(values.subarray(0, 4))).toEqual([16, 16, 24, 24]);
    expect(view.dataSync()).toEqual(values);
    tf.dispose([dx, view]);
    expect(heap.bytesInUse).toBe(0);
  });

  it('that there is no room for can be read when there is', async () => {
    const { heap } = await engine({ mostBytes: MIB + 65536 });
    const { dy, filter, dx } = gradient();
    const rest = tf.zeros([heap.bytes - heap.bytesInUse - 512], 'bool');
    const more = Array.from({ length: 20 }, () =>
      tf.tidy(() => attempt(() => tf.keep(tf.zeros([4000], 'bool')))),
    );
    expect(caught(() => dx.dataSync())).toBeInstanceOf(OutOfMemoryError);
    tf.dispose([rest, ...more.filter(tensor => tensor !== undefined)]);
    expect(Array.from(dx.dataSync().subarray(0, 4))).toEqual([16, 16, 24, 24]);
    tf.dispose([dy, filter, dx]);
    expect(heap.bytesInUse).toBe(0);
  });
});

describe('values', () => {
  it('are copies in memory of their own, that the caller may change', async () => {
    await engine();
    const x = tf.tensor1d([1, 2, 3]);
    for (const copy of [x.dataSync(), await x.data()]) {
      expect(copy.buffer).toBeInstanceOf(ArrayBuffer);
      expect(copy.buffer.byteLength).toBe(12);
      copy[0] = 99;
    }
    expect(x.dataSync()).toEqual(Float32Array.of(1, 2, 3));
    x.dispose();
  });

  it('are not tied to the array that a tensor was made from', async () => {
    await engine();
    const values = Float32Array.of(1, 2);
    const x = tf.tensor1d(values);
    values[0] = 99;
    expect(x.dataSync()).toEqual(Float32Array.of(1, 2));
    x.dispose();
  });

  it('can be strings', async () => {
    await engine();
    const words = tf.tensor2d([
      ['a', 'b'],
      ['c', 'ä'],
    ]);
    const part = tf.slice(words, [1, 0]);
    expect(part.dataSync()).toEqual(['c', 'ä']);
    tf.dispose([words, part]);
  });

  it('can be complex, and give their bytes back', async () => {
    const { heap } = await engine();
    tf.tidy(() => {
      const z = tf.complex(tf.tensor1d([1, 2]), tf.tensor1d([3, 4]));
      expect(tf.mul(z, z).dataSync()).toEqual(Float32Array.of(-8, 6, -12, 16));
      expect(tf.imag(z).dataSync()).toEqual(Float32Array.of(3, 4));
    });
    expect(heap.bytesInUse).toBe(0);
  });
});

/** Compares many numbers faster than toEqual does. */
function expectBytes(tensor: tf.Tensor, wanted: Float32Array): void {
  const got = Buffer.from(tensor.dataSync().buffer);
  expect(got.equals(Buffer.from(wanted.buffer))).toBe(true);
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function caught(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

/** A step of gradient descent on one dense layer, for a batch of any size. */
function dense(): (batch: number) => void {
  const weights = tf.variable(tf.fill([8, 4], 0.1));
  return batch =>
    tf.tidy(() => {
      const x = tf.fill([batch, 8], 0.5);
      const { grads } = tf.variableGrads(() => tf.mean(tf.square(tf.matMul(x, weights))), [weights]);
      weights.assign(tf.sub(weights, tf.mul(grads[weights.name], 0.01)));
    });
}
