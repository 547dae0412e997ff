import type { AlsoAsked } from './programCheck.js';
import { notShuffled } from './programMistakes.js';

/** Further apart than another order of the same sum. */
const tolerance = 2e-6;

/**
 * Asks for images in another order than that of the file. The first loss is that of the weights as they start: where
 * the first batch of a longer epoch has the loss of the first images alone, it holds these images.
 */
export function shuffled(batchSize: number): AlsoAsked {
  return {
    title: { en: 'the training images are shuffled', zh: '训练图像打乱了顺序' },
    judge: async (_, { losses }, call) => {
      const alone = await call({ epochs: 1, limit: batchSize });
      if ('failure' in alone) return alone.failure;
      return Math.abs(alone.result.losses[0] - losses[0]) < tolerance ? notShuffled(batchSize) : undefined;
    },
  };
}
