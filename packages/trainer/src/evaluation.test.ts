import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { digitModel, loaderOf, mnistLoader, tinyBatch, tinyLoader, tinyModel } from '../test/fixtures.js';
import type { Batch } from './batchLoader.js';
import { Trainer } from './trainer.js';

beforeAll(() => tf.setBackend('cpu'));

/** A model of three classes that gives the first three of four pixels as logits. */
function pixelsAsLogits(): tf.LayersModel {
  const kernel = tf.tensor2d([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0], [4, 3]);
  const model = tinyModel();
  model.setWeights([kernel, tf.zeros([3])]);
  return model;
}

function trainerOf(model: tf.LayersModel): Trainer {
  return new Trainer(model, { optimizer: tf.train.sgd(0.1) });
}

/** Images whose model answers are given by their brightest pixel. */
function batchOf(labels: number[], answers: number[]): Batch {
  const images = new Float32Array(labels.length * 4);
  for (const [i, answer] of answers.entries()) images[i * 4 + answer] = 2;
  return { images, labels: Int32Array.from(labels), shape: [labels.length, 2, 2, 1] };
}

describe('Trainer.evaluate', () => {
  it('counts true classes in rows and answers in columns', async () => {
    const loader = loaderOf([batchOf([0, 0, 0, 1], [0, 0, 2, 1]), batchOf([1, 2], [0, 2])]);
    const { confusion, perClass, accuracy } = await trainerOf(pixelsAsLogits()).evaluate(loader);
    expect(confusion).toEqual([
      [2, 0, 1],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(perClass).toEqual([2 / 3, 1 / 2, 1]);
    expect(accuracy).toBe(4 / 6);
  });

  it('weighs every image alike, in a small last batch too', async () => {
    const right = Math.log(1 + 2 * Math.exp(-2));
    const wrong = right + 2;
    const loader = loaderOf([batchOf([0, 1, 2, 0, 1], [0, 1, 2, 0, 1]), batchOf([0], [1])]);
    const { loss } = await trainerOf(pixelsAsLogits()).evaluate(loader);
    expect(loss).toBeCloseTo((5 * right + wrong) / 6, 6);
  });

  it('gives the same for any batch size on real MNIST', async () => {
    const trainer = trainerOf(digitModel());
    const [by64, by300, at1] = await Promise.all(
      [64, 300, 1000].map(async batchSize =>
        trainer.evaluate(await mnistLoader(1000, { train: false, batchSize })),
      ),
    );
    expect(by300!.confusion).toEqual(by64!.confusion);
    expect(at1!.confusion).toEqual(by64!.confusion);
    expect(by300!.loss).toBeCloseTo(by64!.loss, 5);
    expect(by64!.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(by64!.confusion.map(row => row.reduce((sum, count) => sum + count, 0))).toEqual([
      85, 126, 116, 107, 110, 87, 87, 99, 89, 94,
    ]);
  });

  it('has no accuracy for a class without images', async () => {
    const { perClass } = await trainerOf(pixelsAsLogits()).evaluate(loaderOf([batchOf([0, 2], [0, 1])]));
    expect(perClass).toEqual([1, Number.NaN, 0]);
  });

  it('switches dropout off', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [2, 2, 1] }),
        tf.layers.dropout({ rate: 0.9 }),
        tf.layers.dense({ units: 3 }),
      ],
    });
    const trainer = trainerOf(model);
    expect(await trainer.evaluate(tinyLoader(3))).toEqual(await trainer.evaluate(tinyLoader(3)));
  });

  it('holds no tensors afterwards, also when the loader fails in the middle', async () => {
    const trainer = trainerOf(tinyModel());
    const before = tf.memory().numTensors;
    await trainer.evaluate(tinyLoader(50));
    expect(tf.memory().numTensors).toBe(before);
    const broken = loaderOf([tinyBatch(4), tinyBatch(4), { ...tinyBatch(4), labels: new Int32Array(1) }]);
    await expect(trainer.evaluate(broken)).rejects.toMatchObject({ code: 'BAD_BATCH' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('tells of each batch', async () => {
    const batches: string[] = [];
    await trainerOf(tinyModel()).evaluate(tinyLoader(3), {
      onBatch: (batch, of) => {
        batches.push(`${batch}/${of}`);
      },
    });
    expect(batches).toEqual(['1/3', '2/3', '3/3']);
  });

  it('rejects with the reason of the signal that aborts it', async () => {
    const reason = new Error('the user left');
    const stop = new AbortController();
    const before = tf.memory().numTensors;
    const model = tinyModel();
    const trainer = trainerOf(model);
    const run = trainer.evaluate(tinyLoader(500), { signal: stop.signal, onBatch: () => stop.abort(reason) });
    await expect(run).rejects.toBe(reason);
    await expect(trainer.evaluate(tinyLoader(5), { signal: stop.signal })).rejects.toBe(reason);
    model.dispose();
    expect(tf.memory().numTensors - before).toBeLessThanOrEqual(1); // the optimiser's own
  });

  it('explains an empty loader, images of another size and labels out of range', async () => {
    const trainer = trainerOf(tinyModel());
    const wrongSize = { images: new Float32Array(9), labels: new Int32Array(1), shape: [1, 3, 3, 1] };
    await expect(trainer.evaluate(loaderOf([]))).rejects.toMatchObject({ code: 'EMPTY_LOADER' });
    await expect(trainer.evaluate(loaderOf([wrongSize]))).rejects.toMatchObject({ code: 'IMAGE_SHAPE' });
    await expect(trainer.evaluate(loaderOf([batchOf([3], [0])]))).rejects.toMatchObject({
      code: 'LABEL_RANGE',
    });
  });
});

describe('Trainer.predict', () => {
  it('gives each image’s class and the probability of all classes', async () => {
    const trainer = trainerOf(pixelsAsLogits());
    const before = tf.memory().numTensors;
    const { labels, probabilities } = await trainer.predict(batchOf([0, 0], [2, 1]));
    expect(labels).toEqual(Int32Array.of(2, 1));
    const sure = Math.exp(2) / (Math.exp(2) + 2);
    const other = 1 / (Math.exp(2) + 2);
    for (const [i, row] of [
      [other, other, sure],
      [other, sure, other],
    ].entries()) {
      for (const [j, p] of row.entries()) expect(probabilities[i]![j]).toBeCloseTo(p, 6);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses images that the model does not take', async () => {
    const before = tf.memory().numTensors;
    const trainer = trainerOf(tinyModel());
    const wrongSize = { images: new Float32Array(9), shape: [1, 3, 3, 1] };
    const tooShort = { images: new Float32Array(3), shape: [1, 2, 2, 1] };
    await expect(trainer.predict(wrongSize)).rejects.toMatchObject({ code: 'IMAGE_SHAPE' });
    await expect(trainer.predict(tooShort)).rejects.toMatchObject({ code: 'BAD_BATCH' });
    expect(tf.memory().numTensors - before).toBe(3); // the model's weights and the optimiser's rate
  });
});
