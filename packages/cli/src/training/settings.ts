import type { DeviceChoice } from '@featuremap/device';
import { type NetworkName, recipes } from '@featuremap/models';
import type { DatasetName } from '../names.js';
import type { RunOptions } from '../run/record.js';

/** What the command line says; what it leaves out comes from the network's recipe. */
export interface TrainArguments {
  readonly network: NetworkName;
  readonly dataset?: DatasetName;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly lr?: number;
  readonly seed: number;
  readonly device: DeviceChoice;
  readonly limit?: number;
}

/** Everything a run depends on. */
export interface TrainSettings {
  readonly network: NetworkName;
  readonly dataset: DatasetName;
  readonly options: RunOptions;
}

/** Completes the command line from the recipe. */
export function settingsOf(given: TrainArguments): TrainSettings {
  const recipe = recipes[given.network];
  return {
    network: given.network,
    dataset: given.dataset ?? recipe.dataset,
    options: {
      epochs: given.epochs ?? recipe.epochs,
      batchSize: given.batchSize ?? recipe.batchSize,
      learningRate: given.lr ?? recipe.learningRate,
      momentum: recipe.momentum,
      seed: given.seed,
      imageSize: recipe.imageSize,
      limit: given.limit ?? null,
      device: given.device,
    },
  };
}
