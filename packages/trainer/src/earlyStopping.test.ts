import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { tinyLoader, tinyModel, weightsOf } from '../test/fixtures.js';
import { earlyStopping, type Monitor } from './earlyStopping.js';
import type { Callback, EpochEvent } from './events.js';
import { Trainer } from './trainer.js';

beforeAll(() => tf.setBackend('cpu'));

/** Pretends that the epochs went like this, before the watched callback sees them. */
function pretend(watched: Callback, epochs: Partial<EpochEvent>[]): Callback {
  return (event, run) => {
    if (event.type !== 'epoch') return watched(event, run);
    return watched({ ...event, ...epochs[event.epoch - 1] }, run);
  };
}

function validationLoss(loss: number): Partial<EpochEvent> {
  return { validation: { loss, accuracy: 0, perClass: [], confusion: [] } };
}

/** Trains with pretended results, and keeps the weights of every epoch. */
async function fitWith(stopping: Callback, results: Partial<EpochEvent>[], epochs = results.length) {
  const model = tinyModel();
  const weights: number[][][] = [];
  const keep: Callback = event => {
    if (event.type === 'epoch') weights.push(weightsOf(model));
  };
  const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.5) });
  const before = tf.memory().numTensors;
  const history = await trainer.fit(tinyLoader(2), {
    epochs,
    validation: tinyLoader(1),
    callbacks: [keep, pretend(stopping, results)],
  });
  expect(tf.memory().numTensors).toBe(before);
  return { history, weights, model };
}

describe('earlyStopping', () => {
  it('ends training after the patience is used up and puts the best weights back', async () => {
    const losses = [3, 1, 2, 1, 1.5, 0.1].map(validationLoss);
    const { history, weights, model } = await fitWith(earlyStopping({ patience: 2 }), losses);
    expect(history.stopped).toBe('early');
    expect(history.epochs).toHaveLength(4);
    expect(history.restoredEpoch).toBe(2);
    expect(weightsOf(model)).toEqual(weights[1]);
    expect(weightsOf(model)).not.toEqual(weights[3]);
  });

  it('starts to count anew after each best epoch', async () => {
    const losses = [3, 4, 2, 4, 1, 4, 4].map(validationLoss);
    const { history } = await fitWith(earlyStopping({ patience: 2 }), losses);
    expect(history.epochs).toHaveLength(7);
    expect(history.restoredEpoch).toBe(5);
  });

  it('puts the best weights back when all epochs were run, too', async () => {
    const { history, weights, model } = await fitWith(
      earlyStopping({ patience: 9 }),
      [2, 1, 3].map(validationLoss),
    );
    expect(history).toMatchObject({ stopped: 'finished', restoredEpoch: 2 });
    expect(weightsOf(model)).toEqual(weights[1]);
  });

  it('leaves the last weights when it is told not to restore', async () => {
    const stopping = earlyStopping({ patience: 1, restoreBest: false });
    const { history, weights, model } = await fitWith(stopping, [1, 2].map(validationLoss));
    expect(history.stopped).toBe('early');
    expect(history).not.toHaveProperty('restoredEpoch');
    expect(weightsOf(model)).toEqual(weights[1]);
  });

  it('never takes an epoch without a number for the best', async () => {
    const { history } = await fitWith(
      earlyStopping({ patience: 2 }),
      [Number.NaN, 2, Number.NaN].map(validationLoss),
    );
    expect(history.restoredEpoch).toBe(2);
  });

  it.each([
    ['loss', [{ loss: 2 }, { loss: 1 }, { loss: 3 }], 2],
    ['validationAccuracy', [0.5, 0.9, 0.8].map(accuracy => ({ validation: result(accuracy) })), 2],
  ] as [Monitor, Partial<EpochEvent>[], number][])('watches %s', async (monitor, epochs, best) => {
    const { history } = await fitWith(earlyStopping({ patience: 5, monitor }), epochs);
    expect(history.restoredEpoch).toBe(best);
  });

  it.each([true, false])('can be used for one run after another (restoreBest: %s)', async restoreBest => {
    const stopping = earlyStopping({ patience: 1, restoreBest });
    await fitWith(stopping, [0.1, 0.2].map(validationLoss));
    const { history } = await fitWith(stopping, [3, 2, 1].map(validationLoss));
    expect(history.stopped).toBe('finished');
    expect(history.restoredEpoch).toBe(restoreBest ? 3 : undefined);
  });

  it('rescues the best weights from a run that diverges', async () => {
    const model = tinyModel();
    let batches = 0;
    const loss = (labels: tf.Tensor1D, logits: tf.Tensor) => {
      const value = tf.losses.softmaxCrossEntropy(tf.oneHot(labels, 3), logits) as tf.Scalar;
      return batches++ < 6 ? value : tf.mul<tf.Scalar>(value, Number.NaN);
    };
    const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.5), loss });
    const run = trainer.fit(tinyLoader(2), {
      epochs: 9,
      callbacks: [earlyStopping({ patience: 2, monitor: 'loss' })],
    });
    await expect(run).rejects.toMatchObject({ code: 'DIVERGED', history: { restoredEpoch: 3 } });
    expect(weightsOf(model).flat().every(Number.isFinite)).toBe(true);
  });

  it('asks for a validation before the first step when it is to watch one', async () => {
    const model = tinyModel();
    const weights = weightsOf(model);
    const run = new Trainer(model, { optimizer: tf.train.sgd(1) }).fit(tinyLoader(2), {
      epochs: 1,
      callbacks: [earlyStopping({ patience: 1 })],
    });
    await expect(run).rejects.toMatchObject({
      code: 'BAD_OPTION',
      message: expect.stringContaining('Give fit a validation loader, or watch monitor: "loss"'),
    });
    expect(weightsOf(model)).toEqual(weights);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a patience of %s', patience => {
    expect(() => earlyStopping({ patience })).toThrow(`at least 1, got ${patience}`);
  });

  it('names the monitors when it does not know one', () => {
    const options = JSON.parse('{"patience":1,"monitor":"val_loss"}');
    expect(() => earlyStopping(options)).toThrow(
      'unknown monitor "val_loss". Known: loss, validationLoss, validationAccuracy.',
    );
  });
});

function result(accuracy: number) {
  return { loss: 0, accuracy, perClass: [], confusion: [] };
}
