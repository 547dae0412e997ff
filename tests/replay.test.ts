import { type Batch, DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { Dropout } from '@featuremap/layers';
import { lenet5, type NetworkName, networks } from '@featuremap/models';
import { type Callback, earlyStopping, type FitOptions, schedules, Trainer } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import '@featuremap/backend-simd';

beforeAll(async () => {
  await tf.setBackend('simd');
});

/** Real digits; the last batch of an epoch is smaller than the others. */
async function digits(images = 300, batchSize = 32): Promise<DataLoader<Batch>> {
  const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
  const set = await MNIST.load({ train: true, transform, download: false });
  return new DataLoader(set.take(images), { batchSize, shuffle: true, seed: 1 });
}

interface Training extends Partial<FitOptions> {
  readonly model?: () => tf.LayersModel;
  readonly optimizer?: () => tf.Optimizer;
  readonly maxGradientNorm?: number;
  /** Told of every event, with the model at hand. */
  readonly during?: (model: tf.LayersModel) => Callback;
}

/** Trains a model, and says what came of it and how often its layers were run. */
async function train(replay: boolean, training: Training) {
  const {
    model: make = () => lenet5({ seed: 0 }),
    optimizer = () => tf.train.sgd(0.1),
    maxGradientNorm,
  } = training;
  const model = make();
  const applied = vi.spyOn(model, 'apply');
  const trainer = new Trainer(model, { optimizer: optimizer(), maxGradientNorm, replay });
  const { schedule, validation, epochs = 2, during } = training;
  const callbacks = [...(training.callbacks ?? []), ...(during ? [during(model)] : [])];
  const before = tf.memory().numTensors;
  const history = await trainer.fit(await digits(), { epochs, schedule, validation, callbacks });
  const steps = applied.mock.calls.length;
  const weights = model.getWeights().map(weight => Buffer.from(weight.dataSync().buffer).toString('base64'));
  const { losses, stopped } = history;
  return { result: { losses, stopped, weights }, steps, made: tf.memory().numTensors - before };
}

/** Expects the same to the bit with replays and without, and gives how many steps were run in full. */
async function expectSame(training: Training): Promise<{ full: number; steps: number }> {
  const plain = await train(false, training);
  const replayed = await train(true, training);
  expect(replayed.result).toEqual(plain.result);
  expect(replayed.made).toBe(plain.made);
  return { full: replayed.steps, steps: plain.steps };
}

describe('a training whose steps are replayed gives the same to the bit', () => {
  it.each(['lenet5', 'googlenet', 'resnet'] satisfies NetworkName[])(
    'with %s, and runs few steps in full',
    async name => {
      const { full, steps } = await expectSame({ model: () => networks[name]({ seed: 0 }) });
      expect(steps).toBe(20);
      // One as it is, two recorded, one at the beginning of each further epoch, and an epoch's last batch.
      expect(full).toBe(6);
    },
  );

  it('with momentum, a schedule that changes the rate at every step, and clipped gradients', async () => {
    const { full } = await expectSame({
      optimizer: () => tf.train.momentum(0.05, 0.9),
      schedule: schedules.cosine({ epochs: 2 }),
      maxGradientNorm: 1,
    });
    expect(full).toBeLessThan(10);
  });

  it('with Adam, whose rate is a number', async () => {
    const { full } = await expectSame({ optimizer: () => tf.train.adam(0.002) });
    expect(full).toBeLessThan(10);
    await expectSame({ optimizer: () => tf.train.adam(0.002), schedule: schedules.cosine({ epochs: 2 }) });
  });

  it('with batch normalisation and a regulariser', async () => {
    const model = () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({
            inputShape: [28, 28, 1],
            filters: 4,
            kernelSize: 3,
            kernelInitializer: tf.initializers.heNormal({ seed: 1 }),
          }),
          tf.layers.batchNormalization(),
          tf.layers.activation({ activation: 'relu' }),
          tf.layers.flatten(),
          tf.layers.dense({
            units: 10,
            kernelInitializer: tf.initializers.heNormal({ seed: 2 }),
            kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }),
          }),
        ],
      });
    const { full } = await expectSame({ model });
    expect(full).toBeLessThan(10);
  });

  it('with dropout, whose every step is another, so that none is replayed', async () => {
    const model = () =>
      tf.sequential({
        layers: [
          tf.layers.flatten({ inputShape: [28, 28, 1] }),
          new Dropout({ rate: 0.5, seed: 3 }),
          tf.layers.dense({ units: 10, kernelInitializer: tf.initializers.heNormal({ seed: 2 }) }),
        ],
      });
    const { full, steps } = await expectSame({ model });
    expect(full).toBe(steps);
  });

  it('with a layer that is frozen after the first epoch', async () => {
    await expectSame({
      epochs: 3,
      during: model => event => {
        if (event.type === 'epoch' && event.epoch === 1) model.layers[1]!.trainable = false;
      },
    });
  });

  it('with weights that are set between epochs', async () => {
    await expectSame({
      during: model => event => {
        if (event.type !== 'validation') return;
        tf.tidy(() => model.setWeights(model.getWeights().map(weight => tf.mul(weight, 0.5))));
      },
      validation: await digits(100),
    });
  });

  it('with early stopping, which brings the best weights back', async () => {
    await expectSame({
      epochs: 6,
      validation: await digits(100),
      callbacks: [earlyStopping({ patience: 1 })],
      optimizer: () => tf.train.sgd(1.5),
    });
  });
});
