import { lenet5 } from '@featuremap/models';
import { programChecks } from '../../programCheck.js';
import { shuffled } from '../../programShuffle.js';

const batchSize = 256;

/** What the exercise asks for. */
export const checks = programChecks({
  name: 'trainLenet5',
  network: () => lenet5(),
  batchSize,
  epochs: 5,
  atLeast: 0.97,
  trial: { limit: 400, epochs: 2 },
  also: [shuffled(batchSize)],
  byHeart: 20,
});
