import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loaderOf, tinyBatch, tinyLoader, tinyModel, weightsOf } from '../test/fixtures.js';
import { reference } from '../test/reference.js';
import type { Batch } from './batchLoader.js';
import { DivergedError } from './errors.js';
import type { StepEvent } from './events.js';
import type { FitOptions } from './fit.js';
import { schedules, Trainer, type TrainerOptions } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

/** make_reference.py's batches, from the same formula. */
function formulaBatch(step: number): Batch {
  const images = Float32Array.from({ length: 24 }, (_, i) => ((7 * i + 3 * step) % 11) / 5 - 1);
  return { images, labels: Int32Array.from({ length: 6 }, (_, i) => (i + step) % 3), shape: [6, 2, 2, 1] };
}

/** Its softmax regression. */
function formulaModel(): tf.LayersModel {
  const model = tinyModel();
  const kernel = tf.tensor2d(
    Array.from({ length: 12 }, (_, i) => ((5 * i) % 7) / 4 - 0.75),
    [4, 3],
  );
  model.setWeights([kernel, tf.zeros([3])]);
  return model;
}

async function stepsOf(options: TrainerOptions, fit: Omit<FitOptions, 'callbacks'>, model = tinyModel()) {
  const steps: StepEvent[] = [];
  const trainer = new Trainer(model, options);
  await trainer.fit(tinyLoader(4), {
    ...fit,
    callbacks: [
      event => {
        if (event.type === 'step') steps.push(event);
      },
    ],
  });
  return steps;
}

describe('a schedule', () => {
  it.each(reference.runs)(
    'with clipped gradients and a momentum of $momentum trains as PyTorch does',
    async ({ momentum, maxNorm, losses, norms, kernel }) => {
      const model = formulaModel();
      const optimizer = momentum > 0 ? tf.train.momentum(0.8, momentum) : tf.train.sgd(0.8);
      const measured: (number | undefined)[] = [];
      const history = await new Trainer(model, { optimizer, maxGradientNorm: maxNorm }).fit(
        loaderOf([0, 1, 2, 3].map(formulaBatch)),
        {
          epochs: 3,
          schedule: schedules.cosine({ epochs: 3 }),
          callbacks: [
            event => {
              if (event.type === 'step') measured.push(event.gradientNorm);
            },
          ],
        },
      );
      expect(history.losses).toHaveLength(losses.length);
      for (const [i, loss] of losses.entries()) expect(history.losses[i]).toBeCloseTo(loss, 5);
      for (const [i, norm] of norms.entries()) expect(measured[i]).toBeCloseTo(norm, 5);
      for (const [i, weight] of kernel.entries()) expect(weightsOf(model)[0]![i]).toBeCloseTo(weight, 5);
    },
  );

  it('is asked for the part of the epoch that is done, and its rates stand in the step events', async () => {
    const epochs: number[] = [];
    const schedule = (epoch: number) => {
      epochs.push(epoch);
      return 1 / (1 + epoch);
    };
    const steps = await stepsOf({ optimizer: tf.train.sgd(0.5) }, { epochs: 2, schedule });
    expect(epochs).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75]);
    expect(steps.map(({ learningRate }) => learningRate)).toEqual(epochs.map(epoch => 0.5 / (1 + epoch)));
  });

  it.each<[string, () => tf.Optimizer]>([
    ['sgd', () => tf.train.sgd(0.5)],
    ['momentum', () => tf.train.momentum(0.5, 0.9)],
    ['adam', () => tf.train.adam(0.5)],
    ['adamax', () => tf.train.adamax(0.5)],
    ['adagrad', () => tf.train.adagrad(0.5)],
    ['adadelta', () => tf.train.adadelta(0.5)],
    ['rmsprop', () => tf.train.rmsprop(0.5)],
  ])('rules the steps of %s, which then has its own rate again', async (_, make) => {
    const optimizer = make();
    const model = tinyModel();
    const before = weightsOf(model);
    await stepsOf({ optimizer }, { epochs: 1, schedule: () => 0 }, model);
    expect(weightsOf(model)).toEqual(before);
    expect(optimizer.getConfig().learningRate).toBe(0.5);
    await stepsOf({ optimizer }, { epochs: 1 }, model);
    expect(weightsOf(model)).not.toEqual(before);
  });

  it('gives the optimiser its rate back when the run diverges, and the error tells the rate that did it', async () => {
    const optimizer = tf.train.sgd(1);
    const trainer = new Trainer(tinyModel(), { optimizer });
    const schedule = () => 1e30;
    const error = await trainer.fit(tinyLoader(30), { epochs: 2, schedule }).catch(thrown => thrown);
    expect(error).toBeInstanceOf(DivergedError);
    expect(error.learningRate).toBe(1e30);
    expect(optimizer.getConfig().learningRate).toBe(1);
  });

  it('must give a factor, and the optimiser must have a rate', async () => {
    const fit = (schedule: () => number) => stepsOf({ optimizer: tf.train.sgd(1) }, { epochs: 1, schedule });
    await expect(fit(() => Number.NaN)).rejects.toThrow(
      'fit: the schedule must give a factor of at least 0, got NaN at epoch 0.',
    );
    await expect(fit(() => -1)).rejects.toMatchObject({ code: 'BAD_OPTION' });
  });

  it('leaves no tensor behind', async () => {
    const options = { optimizer: tf.train.momentum(0.1, 0.9), maxGradientNorm: 0.1 };
    const model = tinyModel();
    const trainer = new Trainer(model, options);
    const fit = () => trainer.fit(tinyLoader(50), { epochs: 2, schedule: schedules.cosine({ epochs: 2 }) });
    await fit();
    const before = tf.memory().numTensors;
    await fit();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('maxGradientNorm', () => {
  it('bounds what a step changes', async () => {
    const model = tinyModel();
    const before = weightsOf(model).flat();
    const optimizer = tf.train.sgd(1);
    await new Trainer(model, { optimizer, maxGradientNorm: 0.01 }).fit(loaderOf([tinyBatch(6)]), {
      epochs: 1,
    });
    const moved = Math.hypot(
      ...weightsOf(model)
        .flat()
        .map((weight, i) => weight - before[i]!),
    );
    expect(moved).toBeCloseTo(0.01, 5);
  });

  it('is measured only when it is asked for', async () => {
    const optimizer = tf.train.sgd(0.1);
    const without = await stepsOf({ optimizer }, { epochs: 1 });
    const measured = await stepsOf({ optimizer, maxGradientNorm: Number.POSITIVE_INFINITY }, { epochs: 1 });
    expect(without[0]!.gradientNorm).toBeUndefined();
    expect(measured[0]!.gradientNorm).toBeGreaterThan(0);
    expect(measured.map(({ loss }) => loss)).toEqual(without.map(({ loss }) => loss));
  });

  it('must be above 0', () => {
    expect(() => new Trainer(tinyModel(), { optimizer: tf.train.sgd(1), maxGradientNorm: 0 })).toThrow(
      'Trainer: maxGradientNorm must be above 0, got 0. 1 is a good start; Infinity measures the norm alone.',
    );
  });
});
