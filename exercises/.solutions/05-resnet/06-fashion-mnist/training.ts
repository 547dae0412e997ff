import { DataLoader, type ImageDataset } from '@featuremap/datasets';
import { resnet } from '@featuremap/models';
import { type Callback, DivergedError, schedules, Trainer } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import type { Recipe } from './recipe.js';

/** What came of a training. */
export interface Trained {
  readonly model: tf.LayersModel;
  /** One for each step; where it diverged, up to the one before. */
  readonly losses: readonly number[];
}

/** Images a step, as the lecture has it. */
export const batchSize = 128;

/** Trains the chapter's network as a recipe wants it, always from the same start and in the same order. */
export async function train(
  { learningRate, momentum, schedule }: Recipe,
  images: ImageDataset,
  epochs: number,
  ...callbacks: Callback[]
): Promise<Trained> {
  const optimizer = momentum > 0 ? tf.train.momentum(learningRate, momentum) : tf.train.sgd(learningRate);
  const model = resnet({ seed: 0 });
  const loader = new DataLoader(images, { batchSize, shuffle: true, seed: 0 });
  try {
    const rates = schedule === 'cosine' ? schedules.cosine({ epochs }) : schedules.constant();
    const trainer = new Trainer(model, { optimizer });
    const { losses } = await trainer.fit(loader, { epochs, schedule: rates, callbacks });
    return { model, losses };
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
    return { model, losses: [...error.history.losses, error.loss] };
  } finally {
    optimizer.dispose();
  }
}

/** A single step's loss says little. */
export const meanOf = (losses: readonly number[]) =>
  losses.reduce((sum, loss) => sum + loss, 0) / losses.length;

/** ln 10 is the loss of guessing. Where training does not get below, or is no number any more, nothing is learned. */
export const learnsNothing = (losses: readonly number[]) => !(meanOf(losses.slice(-10)) < 2.2);
