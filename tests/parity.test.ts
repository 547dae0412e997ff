import { readFileSync } from 'node:fs';
import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { type NetworkName, networks, torchParameters } from '@featuremap/models';
import { Trainer } from '@featuremap/trainer';
import '@featuremap/backend-simd';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { setReferenceWeights } from '../packages/models/test-data/reference.js';

interface Training {
  batchSize: number;
  learningRate: number;
  /** PyTorch's, before each step. */
  losses: number[];
}

const trainings: Record<NetworkName, Training> = JSON.parse(
  readFileSync(new URL('../packages/models/test-data/training.json', import.meta.url), 'utf8'),
).nets;

beforeAll(async () => {
  expect(await tf.setBackend('simd')).toBe(true);
});

it.each(Object.keys(trainings) as NetworkName[])(
  "%s trains on MNIST with PyTorch's losses, to 1e-3 at every step",
  async name => {
    const { batchSize, learningRate, losses } = trainings[name];
    const model = networks[name]();
    setReferenceWeights(torchParameters(model));
    // PyTorch draws other masks of dropout than anybody else: here and there, none are drawn.
    for (const layer of model.layers) if ('rate' in layer) Object.assign(layer, { rate: 0 });

    const trainer = new Trainer(model, { optimizer: tf.train.sgd(learningRate) });
    const loader = new DataLoader(await images(name, losses.length * batchSize), { batchSize });
    const history = await trainer.fit(loader, { epochs: 1 });

    expect(history.losses).toHaveLength(losses.length);
    for (const [step, loss] of history.losses.entries()) {
      expect(Math.abs(loss - losses[step]!), `${loss} for ${losses[step]} in step ${step}`).toBeLessThan(
        1e-3,
      );
    }
    model.dispose();
  },
);

/** The first images of MNIST's training set, in its order, as the network takes them. */
async function images(name: NetworkName, count: number) {
  const resizing = name === 'alexnet' ? [transforms.resize(224)] : [];
  const transform = transforms.compose([
    transforms.toTensor(),
    ...resizing,
    transforms.normalize(0.1307, 0.3081),
  ]);
  return (await MNIST.load({ train: true, transform })).take(count);
}
