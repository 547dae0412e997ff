import type { Recipe } from '@featuremap/models';
import { count, plural } from './format.js';

/** The parts of a recipe that say how the weights are changed. */
type Steps = Pick<
  Recipe,
  'epochs' | 'batchSize' | 'learningRate' | 'momentum' | 'schedule' | 'warmupEpochs' | 'maxGradientNorm'
>;

/** Says how a network is trained: "5 epochs, batches of 256, SGD with learning rate 0.9". */
export function recipeText(recipe: Steps): string {
  const { epochs, batchSize, learningRate, momentum, schedule, warmupEpochs, maxGradientNorm } = recipe;
  const isClipped = maxGradientNorm !== null && Number.isFinite(maxGradientNorm);
  return [
    plural(epochs, 'epoch'),
    `batches of ${count(batchSize)}`,
    `SGD with learning rate ${learningRate}`,
    momentum > 0 && `momentum ${momentum}`,
    warmupEpochs > 0 && `warm-up over ${warmupEpochs} ${warmupEpochs === 1 ? 'epoch' : 'epochs'}`,
    schedule === 'cosine' && 'cosine schedule',
    isClipped && `gradients clipped to ${maxGradientNorm}`,
  ]
    .filter(part => part !== false)
    .join(', ');
}
