import { recipes } from '@featuremap/models';
import { expect, it } from 'vitest';
import { recipeText } from './recipeText.js';

it('says of a recipe what it has, and nothing of what it has not', () => {
  expect(recipeText(recipes.lenet5.mnist)).toBe('5 epochs, batches of 256, SGD with learning rate 0.9');
  const whole = { momentum: 0.9, schedule: 'cosine', warmupEpochs: 0.5, maxGradientNorm: 1 } as const;
  expect(recipeText({ ...recipes.lenet5.mnist, ...whole, epochs: 1 })).toBe(
    '1 epoch, batches of 256, SGD with learning rate 0.9, momentum 0.9, warm-up over 0.5 epochs, cosine schedule, ' +
      'gradients clipped to 1',
  );
});
