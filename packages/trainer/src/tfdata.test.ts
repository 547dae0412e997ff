import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { mnistLoader, tinyLoader, tinyModel, weightsOf } from '../test/fixtures.js';
import { crossEntropy } from './crossEntropy.js';
import { asTfDataset } from './tfdata.js';
import { Trainer } from './trainer.js';

beforeAll(() => tf.setBackend('cpu'));

describe('asTfDataset', () => {
  it('trains by model.fitDataset as Trainer.fit does, to the bit', async () => {
    const [theirs, ours] = [tinyModel(), tinyModel()];
    theirs.compile({ optimizer: tf.train.sgd(0.5), loss: crossEntropy });
    await theirs.fitDataset(asTfDataset(tinyLoader(7)), { epochs: 3, verbose: 0 });
    await new Trainer(ours, { optimizer: tf.train.sgd(0.5) }).fit(tinyLoader(7), { epochs: 3 });
    expect(weightsOf(theirs)).toEqual(weightsOf(ours));
  });

  it('leaves no tensors behind after fitDataset', async () => {
    const model = tinyModel();
    model.compile({ optimizer: tf.train.sgd(0.5), loss: crossEntropy });
    await model.fitDataset(asTfDataset(tinyLoader(1)), { epochs: 1, verbose: 0 });
    const before = tf.memory().numTensors;
    await model.fitDataset(asTfDataset(tinyLoader(20)), { epochs: 2, verbose: 0 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('gives batches that stay valid while later ones are fetched', async () => {
    const batches = await asTfDataset(await mnistLoader(100, { batchSize: 40 }))
      .prefetch(2)
      .toArray();
    expect(batches.map(({ xs, ys }) => [xs.shape, ys.shape, ys.dtype])).toEqual([
      [[40, 28, 28, 1], [40], 'int32'],
      [[40, 28, 28, 1], [40], 'int32'],
      [[20, 28, 28, 1], [20], 'int32'],
    ]);
    expect(batches[0]!.ys.dataSync()[0]).toBe(5);
    tf.dispose(batches);
  });
});
