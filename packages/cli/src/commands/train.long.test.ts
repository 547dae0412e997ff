import { expect, it } from 'vitest';
import { emptyFolder, featuremap } from '../testing/featuremap.js';

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
