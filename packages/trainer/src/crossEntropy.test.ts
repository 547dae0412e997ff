import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { crossEntropy } from './crossEntropy.js';

beforeAll(() => tf.setBackend('cpu'));

/** PyTorch's formula in float64: mean over rows of -log_softmax(row)[label]. */
function reference(labels: number[], logits: number[][]): number {
  const losses = logits.map((row, i) => {
    const max = Math.max(...row);
    return max + Math.log(row.reduce((sum, x) => sum + Math.exp(x - max), 0)) - row[labels[i]!]!;
  });
  return losses.reduce((sum, x) => sum + x, 0) / losses.length;
}

function lossOf(labels: number[], logits: number[][]): number {
  return tf.tidy(() => crossEntropy(tf.tensor1d(labels, 'int32'), tf.tensor2d(logits)).dataSync()[0]!);
}

function gradientOf(labels: number[], logits: number[][]): number[][] {
  return tf.tidy(() => {
    const gradient = tf.grad(x => crossEntropy(tf.tensor1d(labels, 'int32'), x))(tf.tensor2d(logits));
    return (gradient.arraySync() as number[][]).map(row => row.map(value => value + 0));
  });
}

/** Some rows of logits of the same length, with a label for each. */
const problems = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 2, max: 10 }))
  .chain(([batch, classes]) =>
    fc.record({
      labels: fc.array(fc.integer({ min: 0, max: classes - 1 }), { minLength: batch, maxLength: batch }),
      logits: fc.array(
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }).map(Math.fround), {
          minLength: classes,
          maxLength: classes,
        }),
        { minLength: batch, maxLength: batch },
      ),
    }),
  );

describe('crossEntropy', () => {
  it('gives the values that torch.nn.functional.cross_entropy gives', () => {
    expect(lossOf([2], [[1, 2, 3]])).toBeCloseTo(0.4076059, 6);
    expect(
      lossOf(
        [0, 1],
        [
          [2, -1, 0.5],
          [0, 0, 0],
        ],
      ),
    ).toBeCloseTo((0.2413112 + Math.log(3)) / 2, 6);
  });

  it('is the mean of the negative log-softmax at the labels, whatever the logits', () => {
    fc.assert(
      fc.property(problems, ({ labels, logits }) => {
        const expected = reference(labels, logits);
        expect(Math.abs(lossOf(labels, logits) - expected)).toBeLessThan(1e-5 * (1 + Math.abs(expected)));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('has the gradient that finite differences of the formula give', () => {
    const step = 1e-5;
    fc.assert(
      fc.property(problems, ({ labels, logits }) => {
        const gradient = gradientOf(labels, logits);
        for (const [i, row] of logits.entries()) {
          for (const j of row.keys()) {
            const moved = (by: number) =>
              reference(
                labels,
                logits.map((r, k) => (k === i ? r.map((x, l) => (l === j ? x + by : x)) : r)),
              );
            const slope = (moved(step) - moved(-step)) / (2 * step);
            expect(gradient[i]![j]).toBeCloseTo(slope, 5);
          }
        }
      }),
      { seed: 2, numRuns: 50 },
    );
  });

  it('passes on the gradient of what is computed from it', () => {
    const labels = [1, 0];
    const logits = [
      [0.5, -1, 2],
      [1, 1, 0],
    ];
    const tripled = tf.tidy(() =>
      tf
        .grad(x => tf.mul(crossEntropy(tf.tensor1d(labels, 'int32'), x), 3))(tf.tensor2d(logits))
        .dataSync(),
    );
    const once = gradientOf(labels, logits).flat();
    for (const [i, value] of once.entries()) expect(tripled[i]).toBeCloseTo(3 * value, 6);
  });

  it.each([
    ['thousands', 1e4],
    ['the largest floats', 3e38],
  ])('stays exact with logits of %s', (_, large) => {
    expect(lossOf([0], [[large, -large]])).toBe(0);
    expect(gradientOf([0], [[large, -large]])).toEqual([[0, 0]]);
    expect(gradientOf([1], [[large, -large]])).toEqual([[1, -1]]);
  });

  it('counts a wrong answer with large logits at its full size', () => {
    expect(lossOf([1], [[1e4, -1e4]])).toBe(2e4);
  });

  it('treats a logit of -Infinity as a class that is ruled out', () => {
    const logits = [[0, Number.NEGATIVE_INFINITY, 0]];
    expect(lossOf([2], logits)).toBeCloseTo(Math.log(2), 6);
    expect(gradientOf([2], logits)[0]).toEqual([0.5, 0, -0.5]);
    expect(lossOf([1], logits)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is NaN when a logit is, so that a lost run is noticed', () => {
    expect(lossOf([0], [[Number.NaN, 1]])).toBeNaN();
  });

  it('leaves no tensors behind but its result', () => {
    const labels = tf.tensor1d([1], 'int32');
    const logits = tf.tensor2d([[1, 2]]);
    const before = tf.memory().numTensors;
    crossEntropy(labels, logits).dispose();
    expect(tf.memory().numTensors).toBe(before);
    tf.dispose([labels, logits]);
  });

  it.each([
    ['one-hot labels', () => tf.tensor2d([[0, 1]], undefined, 'int32'), 'tf.argMax(labels, 1)'],
    ['a label too many', () => tf.tensor1d([0, 1], 'int32'), 'expected labels of shape [1]'],
    ['labels that are not whole numbers', () => tf.tensor1d([0]), 'expected int32 labels, got float32'],
  ])('refuses %s and says what it wants', (_, labels, message) => {
    const wrong = () => tf.tidy(() => crossEntropy(labels(), tf.tensor2d([[1, 2]])));
    expect(wrong).toThrow(message);
  });

  it('names the order of its arguments when they were swapped', () => {
    const swapped = () => tf.tidy(() => crossEntropy(tf.tensor2d([[1, 2]]), tf.tensor1d([0], 'int32')));
    expect(swapped).toThrow('(labels, logits)');
  });
});
