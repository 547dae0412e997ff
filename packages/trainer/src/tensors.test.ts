import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loaderOf, mnistLoader, tinyBatch, tinyLoader } from '../test/fixtures.js';
import { tensors } from './tensors.js';

beforeAll(() => tf.setBackend('cpu'));

describe('tensors', () => {
  let before: number;
  beforeEach(() => {
    before = tf.memory().numTensors;
  });

  it('gives real MNIST as images [n, 28, 28, 1] of float32 and labels [n] of int32', async () => {
    const shapes = [];
    for await (const { x, y } of tensors(await mnistLoader(100, { batchSize: 64 }))) {
      shapes.push([x.shape, x.dtype, y.shape, y.dtype]);
      expect(Array.from(y.dataSync().slice(0, 3))).toEqual(shapes.length === 1 ? [5, 0, 4] : [4, 5, 6]);
    }
    expect(shapes).toEqual([
      [[64, 28, 28, 1], 'float32', [64], 'int32'],
      [[36, 28, 28, 1], 'float32', [36], 'int32'],
    ]);
  });

  it('disposes each batch after its turn', async () => {
    const alive = [];
    for await (const _ of tensors(tinyLoader(3))) alive.push(tf.memory().numTensors - before);
    expect(alive).toEqual([2, 2, 2]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('disposes the batch and closes the loader when the loop is left early', async () => {
    let closed = false;
    async function* endless() {
      try {
        while (true) yield tinyBatch(2);
      } finally {
        closed = true;
      }
    }
    for await (const _ of tensors(endless())) break;
    expect(closed).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('disposes the batch when the loop throws', async () => {
    const loop = async () => {
      for await (const _ of tensors(tinyLoader(3))) throw new Error('stop here');
    };
    await expect(loop()).rejects.toThrow('stop here');
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [
      { ...tinyBatch(2), labels: new Int32Array(3), shape: [3, 2, 2, 1] },
      'has 12 pixels, but its images array holds 8',
    ],
    [{ ...tinyBatch(2), labels: new Int32Array(3) }, 'came with 3 labels'],
    [{ images: new Float32Array(0), labels: new Int32Array(0), shape: [0, 2, 2, 1] }, 'at least one image'],
  ])('refuses a batch whose arrays do not fit its shape (%#)', async (batch, message) => {
    const read = async () => {
      for await (const _ of tensors(loaderOf([batch])));
    };
    await expect(read()).rejects.toMatchObject({
      code: 'BAD_BATCH',
      message: expect.stringContaining(message),
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});
