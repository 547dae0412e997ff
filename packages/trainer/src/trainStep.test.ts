import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { digitModel, mnistLoader, tinyBatch, tinyModel, weightsOf } from '../test/fixtures.js';
import { crossEntropy } from './crossEntropy.js';
import { tensors } from './tensors.js';
import { trainStep } from './trainStep.js';

beforeAll(() => tf.setBackend('cpu'));

const OPTIMIZERS = {
  sgd: () => tf.train.sgd(0.5),
  momentum: () => tf.train.momentum(0.1, 0.9),
  adam: () => tf.train.adam(0.01),
};

function tinyTensors(size = 6) {
  const { images, labels, shape } = tinyBatch(size);
  return { x: tf.tensor(images, [...shape]), y: tf.tensor1d(labels, 'int32') };
}

describe('trainStep', () => {
  beforeEach(() => tf.disposeVariables());

  it('updates the weights as model.fit does with the same loss and optimiser, to the bit', async () => {
    const [ours, theirs] = [tinyModel(), tinyModel()];
    const { x, y } = tinyTensors();
    const oneHot = tf.oneHot(y, 3);
    theirs.compile({
      optimizer: tf.train.sgd(0.5),
      loss: (targets, logits) => crossEntropy(tf.argMax(targets, 1), logits),
    });
    const optimizer = tf.train.sgd(0.5);
    for (let step = 0; step < 5; step++) {
      const loss = await trainStep(ours, optimizer, x, y);
      const [reference] = (await theirs.fit(x, oneHot, { batchSize: 6, shuffle: false, verbose: 0 })).history
        .loss!;
      expect(loss).toBeCloseTo(reference as number, 5);
    }
    expect(weightsOf(ours)).toEqual(weightsOf(theirs));
  });

  it.each(Object.entries(OPTIMIZERS))('makes the loss fall with %s', async (_, optimizer) => {
    const model = tinyModel();
    const { x, y } = tinyTensors();
    const step = optimizer();
    const losses = [];
    for (let i = 0; i < 30; i++) losses.push(await trainStep(model, step, x, y));
    expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
  });

  it.each(Object.entries(OPTIMIZERS))(
    'holds as many tensors after 1,000 steps with %s as after one',
    async (_, optimizer) => {
      const model = tinyModel();
      const { x, y } = tinyTensors();
      const step = optimizer();
      await trainStep(model, step, x, y);
      const afterOne = tf.memory();
      for (let i = 1; i < 1000; i++) await trainStep(model, step, x, y);
      expect(tf.memory().numTensors).toBe(afterOne.numTensors);
      expect(tf.memory().numDataBuffers).toBe(afterOne.numDataBuffers);
    },
  );

  it('changes no other variable of the process', async () => {
    const other = tinyModel(7);
    const loose = tf.variable(tf.scalar(3));
    const before = weightsOf(other);
    const { x, y } = tinyTensors();
    await trainStep(tinyModel(), tf.train.sgd(1), x, y);
    expect(weightsOf(other)).toEqual(before);
    expect(loose.dataSync()[0]).toBe(3);
  });

  it('leaves frozen layers as they are and trains the rest', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [2, 2, 1] }),
        tf.layers.dense({ units: 4, trainable: false }),
        tf.layers.dense({ units: 3 }),
      ],
    });
    const before = weightsOf(model);
    const { x, y } = tinyTensors();
    await trainStep(model, tf.train.sgd(1), x, y);
    const after = weightsOf(model);
    expect(after.map((weight, i) => String(weight) === String(before[i]))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('adds the penalties of layers that regularise their weights', async () => {
    const kernelRegularizer = tf.regularizers.l2({ l2: 0.5 });
    const kernelInitializer = tf.initializers.ones();
    const layer = (regularised: boolean) =>
      tf.sequential({
        layers: [
          tf.layers.flatten({ inputShape: [2, 2, 1] }),
          tf.layers.dense({ units: 3, kernelInitializer, ...(regularised && { kernelRegularizer }) }),
        ],
      });
    const { x, y } = tinyTensors();
    const plain = await trainStep(layer(false), tf.train.sgd(0.1), x, y);
    const penalised = await trainStep(layer(true), tf.train.sgd(0.1), x, y);
    expect(penalised - plain).toBeCloseTo(0.5 * 12, 5);
  });

  it('runs dropout as in training, and updates the averages of batch normalisation', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [2, 2, 1] }),
        tf.layers.batchNormalization(),
        tf.layers.dropout({ rate: 0.999, seed: 1 }),
        tf.layers.dense({ units: 3 }),
      ],
    });
    const before = weightsOf(model);
    const { x, y } = tinyTensors();
    const loss = await trainStep(model, tf.train.sgd(0), x, y);
    expect(loss).toBeCloseTo(Math.log(3), 5);
    const after = weightsOf(model);
    expect(after.map((weight, i) => String(weight) === String(before[i]))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('says that a model without trainable weights cannot be trained, and leaks nothing', async () => {
    const model = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [2, 2, 1] })] });
    const { x, y } = tinyTensors();
    const optimizer = tf.train.sgd(1);
    const before = tf.memory().numTensors;
    await expect(trainStep(model, optimizer, x, y)).rejects.toMatchObject({
      code: 'BAD_MODEL',
      message: expect.stringContaining('no trainable weights'),
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('learns real MNIST in the loop written out, without a leak', async () => {
    const loader = await mnistLoader(1024, { batchSize: 64, shuffle: true });
    const model = digitModel();
    const optimizer = tf.train.sgd(0.05);
    const losses: number[] = [];
    const before = tf.memory().numTensors;
    for (let epoch = 0; epoch < 3; epoch++) {
      for await (const { x, y } of tensors(loader)) {
        losses.push(await trainStep(model, optimizer, x, y));
      }
    }
    expect(losses).toHaveLength(48);
    const mean = (part: number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
    expect(mean(losses.slice(-8))).toBeLessThan(0.5 * mean(losses.slice(0, 4)));
    expect(tf.memory().numTensors).toBe(before);
  });
});
