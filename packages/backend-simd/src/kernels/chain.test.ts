import '@tensorflow/tfjs'; // registers the gradients
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFERRED_SIZE } from '../flags.js';
import { kernelNames } from '../generated/kernels.js';
import '../index.js';
import { Random } from '../testing/bothEngines.js';
import { startEngine } from '../testing/engines.js';

/** More than one block, and no whole number of vectors. */
const SHAPE: [number, number, number] = [13, 11, 9];
const BYTES = 4 * 13 * 11 * 9;

let engine: Awaited<ReturnType<typeof startEngine>>;

beforeEach(async () => {
  engine = await startEngine();
  tf.env().set(DEFERRED_SIZE, 1);
});
afterEach(() => {
  tf.env().set(DEFERRED_SIZE, 4096);
  engine.stop();
});

/** How often the engine's own code ran, but not the kernel that repeats rows. */
function passes(): number {
  return engine.backend.native.calls.reduce(
    (sum, count, i) => sum + (kernelNames[i] === 'repeatRow' ? 0 : (count ?? 0)),
    0,
  );
}

const unary: ((x: tf.Tensor) => tf.Tensor)[] = [
  tf.relu,
  tf.square,
  tf.neg,
  tf.abs,
  tf.sqrt,
  x => tf.step(x, 0.5),
  x => tf.clipByValue(x, -1, 1),
  x => tf.leakyRelu(x, 0.1),
  tf.tanh,
  tf.exp,
];
const binary: ((a: tf.Tensor, b: tf.Tensor) => tf.Tensor)[] = [
  tf.add,
  tf.sub,
  tf.mul,
  tf.div,
  tf.maximum,
  tf.minimum,
  tf.squaredDifference,
  tf.mod,
];
const shapes = [SHAPE, SHAPE, [9], [11, 9], [], [1], [13, 1, 1], [1, 9]];
const special = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0];

/** A random expression: every op reads results of ops before it or tensors, also those already read by another. */
function expression(random: Random, ops: number): tf.Tensor {
  const tensor = () => {
    const shape = random.choice(shapes);
    return tf.tensor(random.floats(tf.util.sizeFromShape(shape), special), shape);
  };
  const values = [tf.tensor(random.floats(tf.util.sizeFromShape(SHAPE)), SHAPE) as tf.Tensor];
  for (let i = 0; i < ops; i++) {
    const x = random.choice(values.slice(-3));
    if (random.next() < 0.4) values.push(random.choice(unary)(x));
    else if (random.next() < 0.5) values.push(random.choice(binary)(x, tensor()));
    else values.push(random.choice(binary)(random.next() < 0.3 ? tensor() : random.choice(values), x));
  }
  return values.at(-1) as tf.Tensor;
}

describe('a chain of element-wise ops', () => {
  it.each([1, 2, 3])('gives the bits that its ops give one by one, with %i threads', threads => {
    engine.backend.native.threads = threads;
    for (let seed = 1; seed <= 150; seed++) {
      const bits = (size: number) => {
        tf.env().set(DEFERRED_SIZE, size);
        return tf.tidy(() => Buffer.from(expression(new Random(seed), 2 + (seed % 14)).dataSync().buffer));
      };
      const wanted = bits(Number.POSITIVE_INFINITY);
      expect(bits(1).equals(wanted), `expression ${seed}`).toBe(true);
      expect(engine.backend.heap.bytesInUse).toBe(0);
    }
  });

  it('is one pass over memory', () => {
    const [x, y] = [tf.ones(SHAPE), tf.ones(SHAPE)];
    const bias = tf.tensor1d([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const before = passes();
    const z = tf.tidy(() => tf.relu(tf.add(tf.add(x, bias), y)));
    expect(passes() - before, 'before anything reads it').toBe(0);
    expect(Array.from(z.dataSync().subarray(0, 9))).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
    z.dataSync();
    expect(passes() - before).toBe(1);
  });

  it('is one pass for the gradient of tanh: dy · (1 − y²)', () => {
    const [x, dy] = [tf.fill(SHAPE, 0.5), tf.fill(SHAPE, 3)];
    const gradient = tf.grad(tf.tanh);
    tf.tidy(() => {
      const before = passes();
      const dx = gradient(x, dy);
      expect(dx.dataSync()[0]).toBeCloseTo(3 * (1 - Math.tanh(0.5) ** 2), 5);
      expect(passes() - before, 'tanh, and its gradient').toBe(2);
    });
  });

  it('takes no memory while nothing reads it, and is dropped when it is disposed', () => {
    const { heap } = engine.backend;
    const x = tf.ones(SHAPE);
    const given = heap.bytesInUse;
    const before = passes();
    const y = tf.tidy(() => tf.neg(tf.square(x)));
    expect(heap.bytesInUse).toBe(given);
    y.dispose();
    expect(passes()).toBe(before);
    expect(heap.bytesInUse).toBe(given);
    x.dispose();
    expect(heap.bytesInUse).toBe(0);
  });

  it('is right after the tensors that it is made from were disposed', () => {
    const { heap } = engine.backend;
    const y = tf.tidy(() => tf.mul(tf.add(tf.fill(SHAPE, 2), 1), tf.fill(SHAPE, 5)));
    expect(y.dataSync().every(value => value === 15)).toBe(true);
    expect(heap.bytesInUse, 'only the result').toBe(Math.ceil(BYTES / 16) * 16);
    y.dispose();
    expect(heap.bytesInUse).toBe(0);
  });

  it('is computed when a variable takes it, so that no step keeps the tensors of the step before', () => {
    const { heap } = engine.backend;
    const weights = tf.tidy(() => tf.variable(tf.zeros(SHAPE)));
    const afterSteps = [1, 2, 20].map(steps => {
      for (let i = 0; i < steps; i++)
        tf.tidy(() => weights.assign(tf.add(weights, tf.mul(tf.ones(SHAPE), 0.5))));
      return heap.bytesInUse;
    });
    expect(new Set(afterSteps)).toEqual(new Set([Math.ceil(BYTES / 16) * 16]));
    expect(weights.dataSync()[0]).toBe(11.5);
  });

  it('is cut where it gets long', () => {
    const x = tf.ones(SHAPE);
    const before = passes();
    const sum = tf.tidy(() => {
      let total: tf.Tensor = tf.zeros(SHAPE);
      for (let i = 0; i < 40; i++) total = tf.add(total, x);
      return total;
    });
    expect(sum.dataSync().every(value => value === 40)).toBe(true);
    const taken = passes() - before;
    expect(taken).toBeGreaterThan(3);
    expect(taken).toBeLessThan(10);
  });

  it('computes what two of its ops read only once', () => {
    const x = tf.fill(SHAPE, 3);
    const y = tf.tidy(() => {
      const square = tf.square(x);
      return tf.sub(tf.mul(square, square), square);
    });
    const before = passes();
    expect(y.dataSync()[5]).toBe(72);
    expect(passes() - before).toBe(1);
  });

  it('may be read as another shape, in part, and by ops that are no chain', () => {
    const x = tf.fill(SHAPE, 2);
    const y = tf.tidy(() => {
      const square = tf.square(x);
      return tf.stack([
        tf.sum(square),
        tf.mean(tf.reshape(square, [-1])),
        tf.max(tf.slice(square, [1, 1, 1], [2, 2, 2])),
      ]);
    });
    expect(Array.from(y.dataSync())).toEqual([4 * 13 * 11 * 9, 4, 4]);
  });
});
