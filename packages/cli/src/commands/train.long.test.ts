import { expect, it } from 'vitest';
import { emptyFolder, featuremap } from '../testing/featuremap.js';

/** 2.5 GiB, with which AlexNet still trains on a small machine. */
const mostMemory = 2.5 * 2 ** 30;

/** The lecture's text asks for it; its own run came to 97.94%. */
const lowestAccuracy = 0.975;

it('trains LeNet-5 on all of MNIST to the accuracy of the lecture', async () => {
  const { exitCode, stdout } = await featuremap(await emptyFolder(), [
    'train',
    'lenet5',
    '--json',
    '--quiet',
  ]);
  expect(exitCode).toBe(0);
  const { result, options } = JSON.parse(stdout);
  expect(options).toMatchObject({ epochs: 5, batchSize: 256, learningRate: 0.9, momentum: 0, limit: null });
  expect(result.test.accuracy).toBeGreaterThanOrEqual(lowestAccuracy);
});

it.each([
  ['mnist', 0],
  // Momentum keeps another number for every weight.
  ['fashion-mnist', 0.9],
])(
  "trains AlexNet at the lecture's size and batch on %s within 2.5 GiB, saving and testing included",
  async (dataset, momentum) => {
    const args = ['train', 'alexnet', '--dataset', dataset, '--limit', '256', '--epochs', '1'];
    const { exitCode, stdout } = await featuremap(await emptyFolder(), [...args, '--json', '--quiet']);
    expect(exitCode).toBe(0);
    const { result, options } = JSON.parse(stdout);
    expect(options).toMatchObject({ batchSize: 128, imageSize: 224, momentum });
    expect(result.steps).toBe(2);
    expect(result.peakMemory).toBeGreaterThan(2 ** 30);
    expect(result.peakMemory).toBeLessThan(mostMemory);
  },
);
