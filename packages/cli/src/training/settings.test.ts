import { type DatasetName, type NetworkName, recipes } from '@featuremap/models';
import { describe, expect, it } from 'vitest';
import { settingsOf, type TrainArguments } from './settings.js';

const given = (more: Partial<TrainArguments>): TrainArguments => ({
  network: 'lenet5',
  dataset: 'mnist',
  seed: 0,
  device: 'auto',
  ...more,
});

const all = (Object.keys(recipes) as NetworkName[]).flatMap(network =>
  (Object.keys(recipes[network]) as DatasetName[]).map(dataset => ({ network, dataset })),
);

describe('what the command line leaves out', () => {
  it.each(all)('comes from the recipe of $network on $dataset', ({ network, dataset }) => {
    const { source, ...recipe } = recipes[network][dataset];
    const { options } = settingsOf(given({ network, dataset }));
    expect(options).toEqual({ ...recipe, seed: 0, limit: null, device: 'auto' });
  });

  it('is overridden by what it says', () => {
    const { options } = settingsOf(
      given({ lr: 0.2, momentum: 0.5, schedule: 'cosine', warmup: 0.5, clip: 2, imageSize: 32, epochs: 1 }),
    );
    expect(options).toMatchObject({
      learningRate: 0.2,
      momentum: 0.5,
      schedule: 'cosine',
      warmupEpochs: 0.5,
      maxGradientNorm: 2,
      imageSize: 32,
      epochs: 1,
      batchSize: 256,
    });
  });

  it('can be taken out of a recipe: clipping by none, momentum and warm-up by 0', () => {
    const { options } = settingsOf(
      given({
        network: 'googlenet',
        dataset: 'fashion-mnist',
        clip: Number.POSITIVE_INFINITY,
        momentum: 0,
        warmup: 0,
      }),
    );
    expect(options).toMatchObject({ maxGradientNorm: null, momentum: 0, warmupEpochs: 0 });
  });

  it('must leave something of the run after a warm-up', () => {
    expect(() => settingsOf(given({ epochs: 1, warmup: 1 }))).toThrow(
      'The warm-up of 1 epochs must be shorter than the run of 1. Give a smaller --warmup or more --epochs.',
    );
  });
});
