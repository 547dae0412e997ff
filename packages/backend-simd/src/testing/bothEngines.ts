import '@tensorflow/tfjs'; // registers the gradients
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { kernelCalls, resetKernelCalls, setThreads } from '../index.js';

type Numbers = Float32Array | Int32Array | Uint8Array;
interface Result {
  shape: number[];
  dtype: string;
  values: Numbers;
}

/**
 * Runs a TF.js op on the `cpu` engine and on `simd` with one and two threads. Shapes, types and values must agree:
 * with `cpu` up to `tolerance` of the largest finite value, between thread counts to the last bit. The op must have
 * run natively.
 */
export async function expectSameOnBothEngines(
  op: string,
  inputs: () => Record<string, tf.Tensor> | tf.Tensor[],
  attributes: object,
  { tolerance = 0, hint = '' }: { tolerance?: number; hint?: string } = {},
): Promise<void> {
  const run = () => {
    let results: Result[] = [];
    tf.tidy(() => {
      const outputs = tf.engine().runKernel(op, inputs() as tf.NamedTensorMap, attributes as tf.NamedAttrMap);
      results = [outputs].flat().map(tensor => resultOf(tensor as tf.Tensor));
    });
    return results;
  };
  await tf.setBackend('cpu');
  const wanted = run();
  await tf.setBackend('simd');
  const got = [1, 2].map(threads => {
    setThreads(threads);
    resetKernelCalls();
    const results = run();
    expect(kernelCalls().get(op), `${op} ran natively ${hint}`).toEqual({ native: 1, fallback: 0 });
    return results;
  });
  expect(got[0].length, hint).toBe(wanted.length);
  wanted.forEach((result, i) => {
    expectClose(got[0][i], result, tolerance, `${op} ${hint}`);
    expect(sameBits(got[0][i], got[1][i]), `${op}: threads change nothing ${hint}`).toBe(true);
  });
}

function resultOf(tensor: tf.Tensor): Result {
  return { shape: tensor.shape, dtype: tensor.dtype, values: tensor.dataSync() as Numbers };
}

function sameBits(a: Result, b: Result): boolean {
  const bytes = ({ values }: Result) => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return bytes(a).equals(bytes(b));
}

function expectClose(got: Result, wanted: Result, tolerance: number, hint: string): void {
  expect(got.shape, hint).toEqual(wanted.shape);
  expect(got.dtype, hint).toBe(wanted.dtype);
  expect(got.values.length, hint).toBe(wanted.values.length);
  const finite = Array.from(wanted.values).filter(Number.isFinite).map(Math.abs);
  const allowed = tolerance * finite.reduce((most, value) => Math.max(most, value), 1);
  const bad = wanted.values.findIndex((value, i) => !isClose(got.values[i], value, allowed));
  if (bad >= 0)
    expect.fail(`${hint}: element ${bad} is ${got.values[bad]}, expected ${wanted.values[bad]} ± ${allowed}`);
}

function isClose(got: number, wanted: number, allowed: number): boolean {
  if (!Number.isFinite(wanted)) return Object.is(got, wanted);
  return Math.abs(got - wanted) <= allowed;
}

/** Random numbers that are the same in every run. */
export class Random {
  constructor(private state: number) {}

  /** From 0 to 1. Mulberry32. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  integer(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  choice<T>(values: readonly T[]): T {
    return values[this.integer(0, values.length - 1)];
  }

  /** Numbers from -2 to 2 in steps of an eighth, so that equal ones are common; some special ones where wanted. */
  floats(length: number, special: readonly number[] = []): Float32Array {
    return Float32Array.from({ length }, () =>
      special.length > 0 && this.next() < 0.15 ? this.choice(special) : this.integer(-16, 16) / 8,
    );
  }

  /** Values of a type, bytes 0 and 1 for booleans. */
  values(dtype: 'float32' | 'int32' | 'bool', length: number): Numbers {
    if (dtype === 'float32') return this.floats(length, [Number.NaN, Infinity, -Infinity, -0]);
    if (dtype === 'int32') return Int32Array.from({ length }, () => this.integer(-1e9, 1e9));
    return Uint8Array.from({ length }, () => this.integer(0, 1));
  }
}

/**
 * Compares a gradient with the slope of the function: Σ f(x) · dy between x + h and x - h along a few directions.
 * The function should be smooth there, and for few numbers, since it is computed in single precision.
 */
export function expectSlope(f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor, random: Random): void {
  tf.tidy(() => {
    const y = f(x);
    const dy = tf.tensor(random.floats(y.size), y.shape);
    const gradient = tf.grad(f)(x, dy).dataSync();
    const value = (at: tf.Tensor) =>
      (tf.mul(f(at), dy).dataSync() as Float32Array).reduce((a, b) => a + b, 0);
    for (let i = 0; i < 5; i++) {
      const direction = random.floats(x.size);
      const step = tf.mul(tf.tensor(direction, x.shape), 2 ** -6);
      const slope = (value(tf.add(x, step)) - value(tf.sub(x, step))) * 2 ** 5;
      const predicted = direction.reduce((sum, d, at) => sum + d * gradient[at], 0);
      expect(predicted).toBeCloseTo(slope, 2);
    }
  });
}
