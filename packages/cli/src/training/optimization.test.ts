import { useDevice } from '@featuremap/device';
import { beforeAll, describe, expect, it } from 'vitest';
import { optimizerOf, scheduleOf } from './optimization.js';
import { settingsOf, type TrainArguments } from './settings.js';

const optionsOf = (more: Partial<TrainArguments>) =>
  settingsOf({ network: 'lenet5', dataset: 'mnist', seed: 0, device: 'auto', ...more }).options;

beforeAll(() => useDevice('cpu'));

describe('the optimiser of a run', () => {
  it('is SGD, with momentum where there is one', () => {
    expect(optimizerOf(optionsOf({})).getConfig()).toEqual({ learningRate: 0.9 });
    expect(optimizerOf(optionsOf({ lr: 0.1, momentum: 0.9 })).getConfig()).toMatchObject({
      learningRate: 0.1,
      momentum: 0.9,
    });
  });

  it('keeps its rate, or lets it rise and fall so that it ends with the run', () => {
    const epochs = [0, 0.5, 1, 3, 5];
    expect(epochs.map(scheduleOf(optionsOf({})))).toEqual([1, 1, 1, 1, 1]);
    const warmCosine = scheduleOf(optionsOf({ schedule: 'cosine', warmup: 1, epochs: 5 }));
    const expected = [1 / 3, 2 / 3, 1, 0.5, 0];
    for (const [i, epoch] of epochs.entries()) expect(warmCosine(epoch)).toBeCloseTo(expected[i]!, 12);
  });
});
