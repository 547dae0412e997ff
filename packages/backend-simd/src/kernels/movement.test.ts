import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { kernelCalls, resetKernelCalls } from '../index.js';
import { expectSameOnBothEngines, Random } from '../testing/bothEngines.js';

type NumericType = 'float32' | 'int32' | 'bool';
const types: NumericType[] = ['float32', 'int32', 'bool'];

interface Source {
  shape: number[];
  dtype: NumericType;
  values: Float32Array | Int32Array | Uint8Array;
}

function sourceOf(random: Random, shape: number[], dtype: NumericType = random.choice(types)): Source {
  return { shape, dtype, values: random.values(dtype, tf.util.sizeFromShape(shape)) };
}

function tensorOf({ values, shape, dtype }: Source): tf.Tensor {
  return tf.tensor(values, shape, dtype);
}

function shapeOf(random: Random, rank: number, largest = 6): number[] {
  return Array.from({ length: rank }, () => random.integer(1, largest));
}

function shuffled(random: Random, count: number): number[] {
  return Array.from({ length: count }, (_, i) => ({ i, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ i }) => i);
}

async function expectSame(op: string, inputs: Record<string, Source>, attrs: object): Promise<void> {
  const tensors = () =>
    Object.fromEntries(Object.entries(inputs).map(([name, source]) => [name, tensorOf(source)]));
  const shapes = Object.entries(inputs).map(([name, { shape, dtype }]) => `${name}: ${dtype} [${shape}]`);
  await expectSameOnBothEngines(op, tensors, attrs, { hint: `${shapes} ${JSON.stringify(attrs)}` });
}

describe('Transpose', () => {
  it('permutes any dimensions of any type as the cpu engine does', async () => {
    const random = new Random(1);
    for (let i = 0; i < 80; i++) {
      const rank = random.integer(1, 6);
      const x = sourceOf(random, shapeOf(random, rank, rank < 4 ? 37 : 5));
      await expectSame('Transpose', { x }, { perm: shuffled(random, rank) });
    }
  });

  it('turns matrices and images that are larger than a block, and has threads share them', async () => {
    const random = new Random(2);
    const image = sourceOf(random, [2, 33, 31, 19], 'float32');
    await expectSame('Transpose', { x: sourceOf(random, [301, 203], 'float32') }, { perm: [1, 0] });
    await expectSame('Transpose', { x: sourceOf(random, [700, 3], 'float32') }, { perm: [1, 0] });
    await expectSame('Transpose', { x: sourceOf(random, [3, 700], 'float32') }, { perm: [1, 0] });
    await expectSame('Transpose', { x: image }, { perm: [0, 3, 1, 2] });
    await expectSame('Transpose', { x: image }, { perm: [0, 2, 3, 1] });
  });
});

describe('Concat and Pack', () => {
  it('join tensors along any axis, empty ones included', async () => {
    const random = new Random(3);
    for (let i = 0; i < 60; i++) {
      const shape = shapeOf(random, random.integer(1, 5));
      const axis = random.integer(0, shape.length - 1);
      const dtype = random.choice(types);
      const sources = Array.from({ length: random.integer(1, 5) }, () =>
        sourceOf(random, shape.with(axis, random.integer(0, 9)), dtype),
      );
      const hint = `[${sources.map(({ shape }) => `[${shape}]`)}] along ${axis}`;
      await expectSameOnBothEngines('Concat', () => sources.map(tensorOf), { axis }, { hint });
      const alike = sources.map(() => sourceOf(random, shape, dtype));
      const packAxis = random.integer(0, shape.length);
      await expectSameOnBothEngines('Pack', () => alike.map(tensorOf), { axis: packAxis }, { hint });
    }
  });

  it('leave tensors of different types to the JavaScript kernel', async () => {
    await tf.setBackend('simd');
    resetKernelCalls();
    const inputs = [tf.tensor1d([1.5]), tf.tensor1d([2], 'int32')];
    const both = tf.engine().runKernel('Concat', inputs as unknown as tf.NamedTensorMap, { axis: 0 });
    expect((both as tf.Tensor).dataSync()).toEqual(Float32Array.of(1.5, 2));
    expect(kernelCalls().get('Concat')).toEqual({ native: 0, fallback: 1 });
  });
});

describe('Slice, StridedSlice, SplitV and Unpack', () => {
  it('take the parts that the cpu engine takes', async () => {
    const random = new Random(4);
    for (let i = 0; i < 60; i++) {
      const shape = shapeOf(random, random.integer(1, 6));
      const x = sourceOf(random, shape);
      const begin = shape.map(size => random.integer(0, size - 1));
      const size = shape.map((length, axis) => random.integer(0, length - begin[axis]));
      await expectSame('Slice', { x }, { begin, size });
      const axis = random.integer(0, shape.length - 1);
      const first = random.integer(0, shape[axis]);
      await expectSame('SplitV', { x }, { numOrSizeSplits: [first, shape[axis] - first], axis });
      await expectSame('Unpack', { value: x }, { axis: random.choice([axis, axis - shape.length]) });
    }
  });

  it('step forwards and backwards, with masks', async () => {
    const random = new Random(5);
    const mask = (rank: number) => random.choice([0, random.integer(0, 2 ** rank - 1)]);
    for (let i = 0; i < 60; i++) {
      const shape = shapeOf(random, random.integer(1, 4), 9);
      const begin = shape.map(size => random.integer(0, size - 1));
      const strides = shape.map(() => random.choice([1, 1, 2, 3, -1, -2]));
      const end = shape.map((size, axis) =>
        strides[axis] > 0
          ? random.integer(begin[axis] + 1, size)
          : random.integer(-size - 1, begin[axis] - size - 1),
      );
      const masks = {
        beginMask: mask(shape.length),
        endMask: mask(shape.length),
        ellipsisMask: 0,
        newAxisMask: 0,
      };
      // The cpu engine takes wrong elements where one dimension has a step and another is dropped.
      const shrinkAxisMask = strides.every(step => step === 1) ? mask(shape.length) : 0;
      const attrs = { begin, end, strides, ...masks, shrinkAxisMask };
      await expectSame('StridedSlice', { x: sourceOf(random, shape) }, attrs);
    }
  });
});

describe('StridedSlice', () => {
  it('drops a dimension and steps along another, which the cpu engine gets wrong', async () => {
    await tf.setBackend('simd');
    const x = tf.reshape(tf.range(0, 180), [6, 6, 5]);
    const part = tf.stridedSlice(x, [1, 2, 4], [6, 3, 5], [2, 1, 1], 0, 0, 0, 0, 2);
    expect(part.shape).toEqual([3, 1]);
    expect(part.dataSync()).toEqual(Float32Array.of(44, 104, 164));
    tf.dispose([x, part]);
  });
});

describe('PadV2 and MirrorPad', () => {
  it('put the same values around a tensor as the cpu engine does', async () => {
    const random = new Random(6);
    for (let i = 0; i < 60; i++) {
      const shape = shapeOf(random, random.integer(1, 5));
      const paddings = shape.map(() => [random.choice([0, 0, 1, 3]), random.choice([0, 1, 2])]);
      const x = sourceOf(random, shape);
      await expectSame('PadV2', { x }, { paddings, constantValue: random.choice([0, 1]) });
      for (const mode of ['reflect', 'symmetric']) {
        const edges = shape.map(size => {
          const most = mode === 'reflect' ? size - 1 : size;
          return [random.integer(0, most), random.integer(0, most)];
        });
        await expectSame('MirrorPad', { x }, { paddings: edges, mode });
      }
    }
    await expectSame(
      'PadV2',
      { x: sourceOf(random, [0, 2], 'float32') },
      {
        paddings: [
          [1, 1],
          [0, 1],
        ],
        constantValue: 2.5,
      },
    );
  });
});

describe('Tile, Reverse and GatherV2', () => {
  it('repeat, turn around and pick as the cpu engine does', async () => {
    const random = new Random(7);
    for (let i = 0; i < 60; i++) {
      const shape = shapeOf(random, random.integer(1, 5));
      const x = sourceOf(random, shape);
      await expectSame('Tile', { x }, { reps: shape.map(() => random.choice([1, 1, 2, 3])) });
      await expectSame(
        'Reverse',
        { x },
        { dims: shape.map((_, axis) => axis).filter(() => random.next() < 0.5) },
      );
      const axis = random.integer(0, shape.length - 1);
      const values = Int32Array.from({ length: random.integer(1, 7) }, () =>
        random.integer(0, shape[axis] - 1),
      );
      const indices: Source = { shape: [values.length], dtype: 'int32', values };
      await expectSame('GatherV2', { x, indices }, { axis, batchDims: 0 });
    }
  });

  it('picks for each of a batch by indices of its own', async () => {
    const random = new Random(8);
    const values = Int32Array.from({ length: 6 }, () => random.integer(0, 3));
    const indices: Source = { shape: [3, 2], dtype: 'int32', values };
    for (const dtype of types) {
      const x = sourceOf(random, [3, 4, 5], dtype);
      await expectSame('GatherV2', { x, indices }, { axis: 1, batchDims: 1 });
      await expectSame('GatherV2', { x, indices }, { axis: 1, batchDims: 0 });
    }
  });

  it('rejects an index that is out of range', async () => {
    await tf.setBackend('simd');
    expect(() => tf.gather(tf.tensor1d([1, 2]), tf.tensor1d([2], 'int32'))).toThrow(
      /index value 2 is not in \[0, 1\]/,
    );
  });
});

describe('UnsortedSegmentSum', () => {
  it('adds rows to the segments that their numbers name, as the cpu engine does', async () => {
    const random = new Random(11);
    for (const inner of [[], [3], [70], [2, 5]]) {
      const rows = random.integer(1, 20);
      const shape = [rows, ...inner];
      const x: Source = { shape, dtype: 'float32', values: random.floats(tf.util.sizeFromShape(shape)) };
      const values = Int32Array.from({ length: rows }, () => random.integer(-1, 6));
      const segmentIds: Source = { shape: [rows], dtype: 'int32', values };
      await expectSame('UnsortedSegmentSum', { x, segmentIds }, { numSegments: 6 });
    }
  });
});

describe('large moves', () => {
  it('are shared between threads', async () => {
    const random = new Random(9);
    const x = sourceOf(random, [9, 5000, 3], 'float32');
    const bytes = sourceOf(random, [3, 70_001], 'bool');
    await expectSame('Slice', { x }, { begin: [1, 0, 0], size: [7, 5000, 3] });
    await expectSame('Slice', { x }, { begin: [0, 1, 0], size: [9, 4990, 2] });
    await expectSame('Slice', { x: bytes }, { begin: [1, 0], size: [2, 70_001] });
    await expectSame('Reverse', { x: bytes }, { dims: [1] });
    await expectSame('Tile', { x }, { reps: [2, 1, 1] });
    await expectSame(
      'PadV2',
      { x },
      {
        paddings: [
          [1, 0],
          [0, 1],
          [0, 1],
        ],
        constantValue: -1,
      },
    );
  });
});

describe('Reshape, ExpandDims, Identity and the fills', () => {
  it('give what the cpu engine gives', async () => {
    const random = new Random(10);
    for (const dtype of types) {
      const x = sourceOf(random, [2, 3, 4], dtype);
      await expectSame('Reshape', { x }, { shape: [-1, 6] });
      await expectSame('ExpandDims', { input: x }, { dim: -1 });
      await expectSame('Identity', { x }, {});
      await expectSame('ZerosLike', { x }, {});
      await expectSame('OnesLike', { x }, {});
      await expectSame('Fill', {}, { shape: [257, 3], value: 1, dtype });
      await expectSame('Fill', {}, { shape: [0, 3], value: 1, dtype });
    }
  });

  it('views share one copy of the numbers, which lives as long as one of them', async () => {
    await tf.setBackend('simd');
    const x = tf.tensor2d([
      [1, 2],
      [3, 4],
    ]);
    const before = tf.memory().numDataBuffers;
    const flat = tf.reshape(x, [4]);
    expect(tf.memory().numDataBuffers).toBe(before);
    x.dispose();
    expect(flat.dataSync()).toEqual(Float32Array.of(1, 2, 3, 4));
    flat.dispose();
  });
});
