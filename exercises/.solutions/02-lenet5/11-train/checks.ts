import { lenet5 } from '@featuremap/models';
import { programChecks } from '../../programCheck.js';

/** What the exercise asks for. */
export const checks = programChecks({
  name: 'trainLenet5',
  network: () => lenet5(),
  batchSize: 256,
  epochs: 5,
  atLeast: 0.97,
  trial: { limit: 400, epochs: 2 },
  byHeart: 20,
});
