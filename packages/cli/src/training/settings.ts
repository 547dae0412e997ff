import type { DeviceChoice } from '@featuremap/device';
import { type DatasetName, type NetworkName, recipes, type ScheduleName } from '@featuremap/models';
import { UsageError } from '../errors.js';
import type { RunOptions } from '../run/record.js';

/** What the command line says; what it leaves out comes from the recipe of the network and the data set. */
export interface TrainArguments {
  readonly network: NetworkName;
  readonly dataset: DatasetName;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly lr?: number;
  readonly momentum?: number;
  readonly schedule?: ScheduleName;
  readonly warmup?: number;
  /** Infinity takes clipping out of a recipe that has it. */
  readonly clip?: number;
  readonly seed: number;
  readonly device: DeviceChoice;
  readonly imageSize?: number;
  readonly limit?: number;
}

/** Everything a run depends on. */
export interface TrainSettings {
  readonly network: NetworkName;
  readonly dataset: DatasetName;
  readonly options: RunOptions;
}

/**
 * Completes the command line from the recipe.
 *
 * @throws {UsageError} when nothing of the run is left after its warm-up
 */
export function settingsOf(given: TrainArguments): TrainSettings {
  const { network, dataset } = given;
  const recipe = recipes[network][dataset];
  const epochs = given.epochs ?? recipe.epochs;
  const warmupEpochs = given.warmup ?? recipe.warmupEpochs;
  if (warmupEpochs >= epochs) {
    throw new UsageError(
      `The warm-up of ${warmupEpochs} epochs must be shorter than the run of ${epochs}. Give a smaller --warmup ` +
        'or more --epochs.',
    );
  }
  return {
    network,
    dataset,
    options: {
      epochs,
      batchSize: given.batchSize ?? recipe.batchSize,
      learningRate: given.lr ?? recipe.learningRate,
      momentum: given.momentum ?? recipe.momentum,
      schedule: given.schedule ?? recipe.schedule,
      warmupEpochs,
      maxGradientNorm:
        given.clip === Number.POSITIVE_INFINITY ? null : (given.clip ?? recipe.maxGradientNorm),
      seed: given.seed,
      imageSize: given.imageSize ?? recipe.imageSize,
      limit: given.limit ?? null,
      device: given.device,
    },
  };
}
