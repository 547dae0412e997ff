import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import '../index.js';
import { expectSameOnBothEngines, expectSlope, Random } from '../testing/bothEngines.js';

const special = [Number.NaN, Infinity, -Infinity, -0, 1e-40, 1e-30, 30, -30, 88.5, -88.5, 1e10, -1e10, 3e38];

/** Ops that give what the cpu engine gives to the last bit, and those of which the last bits may differ. */
const exact =
  'Abs Ceil ClipByValue Floor LeakyRelu Neg Reciprocal Relu Relu6 Round Sign Sqrt Square Step IsFinite IsInf IsNan';
const close =
  'Acos Acosh Asin Asinh Atan Atanh Cos Cosh Elu Erf Exp Expm1 Log Log1p Rsqrt Selu Sigmoid Sin Sinh Softplus Tan Tanh';
const attributes: Record<string, object> = {
  ClipByValue: { clipValueMin: -1, clipValueMax: 1.5 },
  LeakyRelu: { alpha: 0.25 },
  Step: { alpha: 0.5 },
};
const sizes = [0, 1, 2, 3, 4, 17, 64, 1003];

// So that small tensors are cut into tasks too.
tf.env().set('SIMD_SMALLEST_TASK', 1);

describe.each(exact.split(' '))('%s', op => {
  it('gives exactly what the cpu engine gives, for NaN, infinities and any number of elements', async () => {
    const random = new Random(1);
    for (const size of sizes) {
      const x = random.floats(size, special);
      await expectSameOnBothEngines(op, () => ({ x: tf.tensor1d(x) }), attributes[op] ?? {});
    }
  });
});

describe.each(close.split(' '))('%s', op => {
  it('gives what the cpu engine gives, for NaN, infinities and any number of elements', async () => {
    const random = new Random(2);
    for (const size of sizes) {
      const x = random.floats(size, special);
      await expectSameOnBothEngines(op, () => ({ x: tf.tensor1d(x) }), {}, { tolerance: 1e-6 });
    }
  });

  it('errs by at most 1e-6 of each value', async () => {
    const random = new Random(3);
    const x = Float32Array.from(
      { length: 4000 },
      () => Math.exp(random.next() * 6 - 5) * random.choice([-1, 1]),
    );
    const on = async (backend: string) => {
      await tf.setBackend(backend);
      return (tf.engine().runKernel(op, { x: tf.tensor1d(x) }) as tf.Tensor).dataSync();
    };
    const wanted = await on('cpu');
    const got = await on('simd');
    // Near a zero of theirs these are as good as float32 allows of their argument, or as the formula of TensorFlow.js.
    const absolute = /Sin$|Cos$|Tan$|Erf|Tanh/.test(op) ? 1e-6 : 1e-30;
    const bad = wanted.findIndex((value, i) => {
      if (Number.isNaN(value)) return !Number.isNaN(got[i]);
      return !(Math.abs(got[i] - value) <= Math.max(absolute, Math.abs(value) * 1e-6));
    });
    expect(bad, `${op}(${x[bad]}) = ${wanted[bad]}, got ${got[bad]}`).toBe(-1);
  });
});

it.each(['Abs', 'Neg', 'Relu', 'Relu6', 'Sign', 'Square', 'ClipByValue'])('%s takes int32', async op => {
  const random = new Random(4);
  for (const size of sizes) {
    const x = Int32Array.from({ length: size }, () => random.integer(-3000, 3000));
    await expectSameOnBothEngines(op, () => ({ x: tf.tensor1d(x, 'int32') }), {
      clipValueMin: -7,
      clipValueMax: 1000,
    });
  }
});

it('negates bools', async () => {
  const random = new Random(5);
  for (const size of sizes) {
    const x = random.values('bool', size);
    await expectSameOnBothEngines('LogicalNot', () => ({ x: tf.tensor1d(x, 'bool') }), {});
  }
});

it('computes sines, cosines and tangents of large angles', async () => {
  const x = Float32Array.from({ length: 100 }, (_, i) => 10 ** (i / 8) * (i % 2 ? 1 : -1));
  for (const op of ['Sin', 'Cos', 'Tan'])
    await expectSameOnBothEngines(op, () => ({ x: tf.tensor1d(x) }), {}, { tolerance: 2e-6 });
});

it('does not write past the end of its result', async () => {
  await tf.setBackend('simd');
  for (const size of [1, 2, 3, 5, 17]) {
    const neighbours = [tf.fill([16], 7), tf.fill([size], 0.5), tf.fill([16], 7)];
    const y = tf.exp(neighbours[1]);
    const flags = tf.isNaN(neighbours[1]);
    for (const { values } of [neighbours[0], neighbours[2]].map(t => ({ values: t.dataSync() })))
      expect([...values]).toEqual(new Array(16).fill(7));
    tf.dispose([...neighbours, y, flags]);
  }
});

it('has gradients that finite differences confirm', async () => {
  await tf.setBackend('simd');
  const random = new Random(6);
  // Where each op curves little: the test helper takes wide steps.
  const gentle: [(x: tf.Tensor) => tf.Tensor, number, number][] = [
    [tf.tanh, 2, 3],
    [tf.sigmoid, -3, 3],
    [tf.exp, -4, -2],
    [tf.log, 4, 6],
    [tf.sqrt, 3, 5],
    [tf.square, -3, 3],
    [tf.elu, -4, -3],
    [tf.selu, -4, -3],
    [tf.softplus, -3, 3],
    [tf.sin, 1.4, 1.7],
    [tf.relu, 0.5, 3],
    [tf.abs, -3, -1],
  ];
  for (const [f, from, to] of gentle) {
    const x = Float32Array.from({ length: 7 }, () => from + (to - from) * random.next());
    expectSlope(f, tf.tensor1d(x), random);
  }
});
