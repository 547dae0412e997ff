import type { ScheduleName } from '@featuremap/models';
import { type Schedule, schedules } from '@featuremap/trainer';
import { type Optimizer, train } from '@tensorflow/tfjs-core';
import type { RunOptions } from '../run/record.js';

/** The schedules by name, each for so many epochs. */
const named: Readonly<Record<ScheduleName, (epochs: number) => Schedule>> = {
  constant: schedules.constant,
  cosine: epochs => schedules.cosine({ epochs }),
};

/** SGD as a run's options want it. */
export function optimizerOf({ learningRate, momentum }: RunOptions): Optimizer {
  return momentum > 0 ? train.momentum(learningRate, momentum) : train.sgd(learningRate);
}

/** How the learning rate goes on over a run. */
export function scheduleOf({ schedule, warmupEpochs, epochs }: RunOptions): Schedule {
  const next = named[schedule](epochs - warmupEpochs);
  return warmupEpochs > 0 ? schedules.warmup({ epochs: warmupEpochs, next }) : next;
}
