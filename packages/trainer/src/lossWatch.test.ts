import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loaderOf, mnistLoader, tinyBatch, tinyLoader, tinyModel } from '../test/fixtures.js';
import { crossEntropy } from './crossEntropy.js';
import type { WarningEvent } from './events.js';
import { Trainer, type TrainerOptions } from './index.js';
import { stuckAtChance } from './lossWatch.js';

beforeAll(() => tf.setBackend('cpu'));

/** A network whose ReLUs die at a high learning rate: then only the biases of its last layer learn. */
function reluModel(): tf.Sequential {
  return tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [28, 28, 1] }),
      tf.layers.dense({
        units: 16,
        activation: 'relu',
        kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
      }),
      tf.layers.dense({ units: 10, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
    ],
  });
}

async function warningsOf(
  model: tf.LayersModel,
  options: TrainerOptions,
  loader: Parameters<Trainer['fit']>[0],
  epochs: number,
): Promise<WarningEvent[]> {
  const warnings: WarningEvent[] = [];
  await new Trainer(model, options).fit(loader, {
    epochs,
    callbacks: [
      event => {
        if (event.type === 'warning') warnings.push(event);
      },
    ],
  });
  return warnings;
}

/** The same image under every label: nothing to learn. */
const nothingToLearn = loaderOf(
  Array.from({ length: 120 }, () => ({ ...tinyBatch(6), images: new Float32Array(24) })),
);

describe('a run whose loss is at chance', () => {
  it('is warned of once, with the learning rate and what to try', async () => {
    const warnings = await warningsOf(tinyModel(), { optimizer: tf.train.sgd(0.5) }, nothingToLearn, 3);
    expect(warnings).toEqual([
      {
        type: 'warning',
        code: 'AT_CHANCE',
        epoch: 1,
        message: expect.stringMatching(
          /epoch 1 at what guessing among 3 classes costs, 1\.099: .* learnt nothing yet\. .*\(0\.5\).* such as 0\.05/,
        ),
      },
    ]);
  });

  it('is told apart where the network had learnt something, and a high rate took it away', async () => {
    const loader = await mnistLoader(1600, { batchSize: 16 });
    const model = reluModel();
    let step = 0;
    const schedule = () => (step++ < 100 ? 1 : 40);
    const warnings: WarningEvent[] = [];
    await new Trainer(model, { optimizer: tf.train.sgd(0.05) }).fit(loader, {
      epochs: 3,
      schedule,
      callbacks: [
        event => {
          if (event.type === 'warning') warnings.push(event);
        },
      ],
    });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]!.epoch).toBeGreaterThan(1);
    expect(warnings[0]!.message).toMatch(
      /had learnt is lost\. The learning rate \(2\) is too high: .* such as 0\.2,/,
    );
  });

  it('is not warned of before 100 steps, nor when it learns, nor with a loss of the user’s own', async () => {
    const short = { ...nothingToLearn, length: 20, [Symbol.asyncIterator]: () => firsts(nothingToLearn, 20) };
    const optimizer = () => tf.train.sgd(0.5);
    expect(await warningsOf(tinyModel(), { optimizer: optimizer() }, short, 4)).toEqual([]);
    expect(await warningsOf(tinyModel(), { optimizer: optimizer() }, tinyLoader(120), 2)).toEqual([]);
    const loss = (labels: tf.Tensor1D, logits: tf.Tensor) =>
      tf.mul<tf.Scalar>(crossEntropy(labels, logits), 2);
    expect(await warningsOf(tinyModel(), { optimizer: optimizer(), loss }, nothingToLearn, 1)).toEqual([]);
  });

  it('is not warned of where penalties of the weights are part of the loss', async () => {
    const kernelRegularizer = tf.regularizers.l2({ l2: 1e-9 });
    const model = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [2, 2, 1] }),
        tf.layers.dense({ units: 3, kernelRegularizer }),
      ],
    });
    expect(await warningsOf(model, { optimizer: tf.train.sgd(0.5) }, nothingToLearn, 1)).toEqual([]);
  });
});

it('accuses no epoch that begins high and ends below chance', () => {
  const chance = Math.log(10);
  const losses = (first: number, second: number) => [...Array(60).fill(first), ...Array(60).fill(second)];
  expect(stuckAtChance(losses(5, 2), 120, chance)).toBeUndefined();
  expect(stuckAtChance(losses(5, chance), 120, chance)).toBe('never-learnt');
  expect(stuckAtChance(losses(1, chance), 120, chance)).toBe('forgot');
});

async function* firsts<T>(values: AsyncIterable<T>, count: number): AsyncGenerator<T, void, undefined> {
  let seen = 0;
  for await (const value of values) {
    if (seen++ === count) return;
    yield value;
  }
}
