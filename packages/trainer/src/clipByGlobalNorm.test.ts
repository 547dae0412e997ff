import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { reference } from '../test/reference.js';
import { clipByGlobalNorm } from './clipByGlobalNorm.js';

beforeAll(() => tf.setBackend('cpu'));

const gradients = () => ({
  a: tf.tensor2d([
    [1, -2, 3],
    [0.5, 0, -1.5],
  ]),
  b: tf.tensor1d([4, -0.25]),
});

describe('clipByGlobalNorm', () => {
  it.each(reference.clipped)('scales and measures as clip_grad_norm_ does with $maxNorm', expected => {
    const { gradients: clipped, norm } = clipByGlobalNorm(gradients(), expected.maxNorm);
    expect(norm.dataSync()[0]).toBeCloseTo(expected.norm, 5);
    for (const name of ['a', 'b'] as const) {
      const values = Array.from(clipped[name]!.dataSync());
      expect(clipped[name]!.shape).toEqual(gradients()[name].shape);
      expect(values).toHaveLength(expected[name].length);
      for (const [i, value] of values.entries()) expect(value).toBeCloseTo(expected[name][i]!, 5);
    }
  });

  it('leaves gradients within the bound as they are, to the bit, and the ones it was given too', () => {
    const given = gradients();
    const { gradients: clipped } = clipByGlobalNorm(given, Number.POSITIVE_INFINITY);
    expect(clipped.a!.dataSync()).toEqual(gradients().a.dataSync());
    clipByGlobalNorm(given, 0.1);
    expect(given.b.dataSync()).toEqual(gradients().b.dataSync());
  });

  it('leaves gradients of 0 at 0', () => {
    const { gradients: clipped, norm } = clipByGlobalNorm({ a: tf.zeros([3]) }, 1);
    expect([...clipped.a!.dataSync(), ...norm.dataSync()]).toEqual([0, 0, 0, 0]);
  });

  it('hides no NaN', () => {
    const { gradients: clipped, norm } = clipByGlobalNorm({ a: tf.tensor1d([1, Number.NaN]) }, 1);
    expect(norm.dataSync()[0]).toBeNaN();
    expect(Array.from(clipped.a!.dataSync())).toEqual([Number.NaN, Number.NaN]);
  });

  it('makes its results and nothing else', () => {
    const given = gradients();
    const before = tf.memory().numTensors;
    const { gradients: clipped, norm } = clipByGlobalNorm(given, 1);
    tf.dispose([clipped, norm]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([0, -1, Number.NaN])('refuses a bound of %d', maxNorm => {
    expect(() => clipByGlobalNorm({}, maxNorm)).toThrow(
      `clipByGlobalNorm: maxNorm must be above 0, got ${maxNorm}. `,
    );
  });
});
