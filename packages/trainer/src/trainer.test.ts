import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  digitModel,
  loaderOf,
  mnistLoader,
  tinyBatch,
  tinyLoader,
  tinyModel,
  weightsOf,
} from '../test/fixtures.js';
import type { BatchLoader } from './batchLoader.js';
import { crossEntropy } from './crossEntropy.js';
import { DivergedError } from './errors.js';
import type { Callback, TrainEvent } from './events.js';
import { Trainer } from './trainer.js';

beforeAll(() => tf.setBackend('cpu'));

function tinyTrainer(rate = 0.5, model = tinyModel()) {
  return { model, trainer: new Trainer(model, { optimizer: tf.train.sgd(rate) }) };
}

/** A loader that fails after some good batches. */
function failingLoader(good: number): BatchLoader {
  return {
    length: good + 1,
    async *[Symbol.asyncIterator]() {
      for (let i = 0; i < good; i++) yield tinyBatch(6, i);
      throw new Error('the disk is gone');
    },
  };
}

describe('Trainer.fit', () => {
  it('learns real MNIST', async () => {
    const trainer = new Trainer(digitModel(), { optimizer: tf.train.sgd(0.05) });
    const history = await trainer.fit(await mnistLoader(2048, { shuffle: true }), { epochs: 3 });
    expect(history.losses).toHaveLength(96);
    expect(history.losses[0]).toBeGreaterThan(2);
    expect(history.epochs.at(-1)!.loss).toBeLessThan(0.45);
    const { accuracy } = await trainer.evaluate(await mnistLoader(1000, { train: false, batchSize: 256 }));
    expect(accuracy).toBeGreaterThan(0.83);
  });

  it('gives the same history to the bit for the same seed', async () => {
    const run = async () => {
      const trainer = new Trainer(digitModel(), { optimizer: tf.train.sgd(0.05) });
      const loader = await mnistLoader(640, { shuffle: true, seed: 3 });
      const history = await trainer.fit(loader, { epochs: 2, validation: await mnistLoader(100) });
      return JSON.stringify(history, (key, value) => (key === 'seconds' ? undefined : value));
    };
    expect(await run()).toBe(await run());
  });

  it('keeps a history that survives JSON, with the validation of each epoch', async () => {
    const { trainer } = tinyTrainer();
    const history = await trainer.fit(tinyLoader(5), { epochs: 2, validation: tinyLoader(2) });
    expect(JSON.parse(JSON.stringify(history))).toEqual(history);
    expect(history.stopped).toBe('finished');
    expect(history.losses).toHaveLength(10);
    expect(history.epochs.map(({ epoch, steps, samples }) => [epoch, steps, samples])).toEqual([
      [1, 5, 30],
      [2, 5, 30],
    ]);
    expect(history.epochs[1]!.validation).toEqual(await trainer.evaluate(tinyLoader(2)));
    expect(history.epochs[0]!.seconds).toBeGreaterThan(0);
  });

  it('weighs a smaller last batch by its images in the mean loss of the epoch', async () => {
    const { trainer } = tinyTrainer();
    const { losses, epochs } = await trainer.fit(loaderOf([tinyBatch(6), tinyBatch(2, 5)]), { epochs: 1 });
    expect(epochs[0]!.loss).toBeCloseTo((losses[0]! * 6 + losses[1]! * 2) / 8, 10);
  });

  it('takes a loss of the user’s own', async () => {
    const loss = (labels: tf.Tensor1D, logits: tf.Tensor) =>
      tf.losses.hingeLoss(tf.oneHot(labels, 3), logits) as tf.Scalar;
    const trainer = new Trainer(tinyModel(), { optimizer: tf.train.sgd(0.1), loss });
    const { epochs } = await trainer.fit(tinyLoader(20), { epochs: 3 });
    expect(epochs[2]!.loss).toBeLessThan(epochs[0]!.loss);
  });

  it('tells its callbacks of the start, every step, validations, epochs and the end, in order', async () => {
    const { trainer } = tinyTrainer();
    const events: TrainEvent[] = [];
    const record: Callback = event => {
      events.push(event);
    };
    const history = await trainer.fit(tinyLoader(3), {
      epochs: 2,
      validation: tinyLoader(1),
      callbacks: [record],
    });
    expect(events.map(({ type }) => type)).toEqual([
      'start',
      'step',
      'step',
      'step',
      'validation',
      'epoch',
      'step',
      'step',
      'step',
      'validation',
      'epoch',
      'end',
    ]);
    expect(events[0]).toEqual({ type: 'start', epochs: 2, steps: 6, validates: true });
    expect(events[6]).toEqual({
      type: 'step',
      step: 4,
      steps: 6,
      epoch: 2,
      loss: history.losses[3],
      samples: 6,
      learningRate: 0.5,
    });
    expect(events[4]).toEqual({ type: 'validation', epoch: 1, batch: 1, batches: 1 });
    expect(events[5]).toEqual({ type: 'epoch', ...history.epochs[0] });
    expect(events.at(-1)).toEqual({ type: 'end', history });
  });

  it('waits for a callback that takes its time', async () => {
    const { trainer } = tinyTrainer();
    const order: string[] = [];
    await trainer.fit(tinyLoader(1), {
      epochs: 1,
      callbacks: [
        async ({ type }) => {
          await new Promise(resolve => setTimeout(resolve, 5));
          order.push(`slow ${type}`);
        },
        ({ type }) => {
          order.push(`quick ${type}`);
        },
      ],
    });
    expect(order.slice(0, 4)).toEqual(['slow start', 'quick start', 'slow step', 'quick step']);
  });

  it('stops when a callback asks for it', async () => {
    const { trainer } = tinyTrainer();
    const stopAtEpoch2: Callback = (event, run) => {
      if (event.type === 'epoch' && event.epoch === 2) run.stop();
    };
    const history = await trainer.fit(tinyLoader(3), { epochs: 9, callbacks: [stopAtEpoch2] });
    expect(history.stopped).toBe('early');
    expect(history.losses).toHaveLength(6);
  });

  it('does not wait for each loss before it takes the next step', async () => {
    let reading = 0;
    let most = 0;
    const data = tf.Tensor.prototype.data;
    const spy = vi.spyOn(tf.Tensor.prototype, 'data').mockImplementation(async function (this: tf.Tensor) {
      most = Math.max(most, ++reading);
      await new Promise(resolve => setTimeout(resolve, 5));
      reading--;
      return data.call(this);
    });
    try {
      await tinyTrainer().trainer.fit(tinyLoader(60), { epochs: 1 });
    } finally {
      spy.mockRestore();
    }
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(20);
  });
});

describe('Trainer.fit and the event loop', () => {
  it('lets timers fire all along on an engine that never waits', async () => {
    const { trainer } = tinyTrainer();
    let last = performance.now();
    const gaps: number[] = [];
    const timer = setInterval(() => {
      gaps.push(performance.now() - last);
      last = performance.now();
    }, 10);
    const began = performance.now();
    await trainer.fit(tinyLoader(1500), { epochs: 1 });
    clearInterval(timer);
    const seconds = (performance.now() - began) / 1000;
    expect(gaps.length).toBeGreaterThan(10 * seconds);
    gaps.sort((a, b) => a - b);
    expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThan(50);
  });

  it('is aborted by a signal that a timer sets, and resolves with what there is', async () => {
    const { trainer, model } = tinyTrainer();
    const before = tf.memory().numTensors;
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const history = await trainer.fit(tinyLoader(100), { epochs: 1e6, signal: stop.signal });
    expect(history.stopped).toBe('aborted');
    expect(history.losses.length).toBeGreaterThan(0);
    expect(weightsOf(model).flat().every(Number.isFinite)).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('takes no step for a signal that is aborted already, and still tells of the end', async () => {
    const { trainer, model } = tinyTrainer();
    const weights = weightsOf(model);
    const types: string[] = [];
    const history = await trainer.fit(tinyLoader(5), {
      epochs: 1,
      signal: AbortSignal.abort(),
      callbacks: [({ type }) => void types.push(type)],
    });
    expect(history).toEqual({ losses: [], epochs: [], stopped: 'aborted' });
    expect(types).toEqual(['start', 'end']);
    expect(weightsOf(model)).toEqual(weights);
  });

  it('ends after the current step when aborted, with its loss in the history', async () => {
    const stop = new AbortController();
    const loader: BatchLoader = {
      length: 9,
      async *[Symbol.asyncIterator]() {
        for (let i = 0; i < 9; i++) {
          if (i === 2) stop.abort();
          yield tinyBatch(6, i);
        }
      },
    };
    const history = await tinyTrainer().trainer.fit(loader, { epochs: 5, signal: stop.signal });
    expect(history.losses).toHaveLength(3);
    expect(history.epochs).toEqual([]);
  });

  it('gives up a validation when aborted, without calling that epoch finished', async () => {
    const stop = new AbortController();
    const abortInValidation: Callback = event => {
      if (event.type === 'validation') stop.abort(new Error('enough'));
    };
    const history = await tinyTrainer().trainer.fit(tinyLoader(2), {
      epochs: 3,
      validation: tinyLoader(4),
      signal: stop.signal,
      callbacks: [abortInValidation],
    });
    expect(history).toMatchObject({ stopped: 'aborted', epochs: [] });
    expect(history.losses).toHaveLength(2);
  });
});

describe('Trainer.fit when something goes wrong', () => {
  const noCallbacks: Callback[] = [];
  let before: number;
  let optimizer: tf.Optimizer;
  let model: tf.LayersModel;
  beforeEach(() => {
    model = tinyModel();
    optimizer = tf.train.sgd(0.5);
    before = tf.memory().numTensors;
  });
  afterEach(() => {
    expect(tf.memory().numTensors, 'tensors left behind').toBe(before);
    model.dispose();
    optimizer.dispose();
  });
  const trainer = () => new Trainer(model, { optimizer });

  it.each([
    ['NaN or infinite', 'relu', 1e30, '1e+30', false],
    ['absurdly large', 'tanh', 1e9, '1000000000', true],
  ] as const)('says where the loss became %s, at which learning rate, and what to try', async (...row) => {
    const [, activation, rate, shown, finite] = row;
    const deep = tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [2, 2, 1] }),
        tf.layers.dense({
          units: 8,
          activation,
          kernelInitializer: tf.initializers.glorotUniform({ seed: 1 }),
        }),
        tf.layers.dense({ units: 3, kernelInitializer: tf.initializers.glorotUniform({ seed: 2 }) }),
      ],
    });
    const sgd = tf.train.sgd(rate);
    const alive = tf.memory().numTensors;
    const run = new Trainer(deep, { optimizer: sgd }).fit(tinyLoader(50), { epochs: 2 });
    const error = await run.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DivergedError);
    const { code, step, epoch, learningRate, loss, message, history } = error as DivergedError;
    expect({ code, epoch, learningRate }).toEqual({ code: 'DIVERGED', epoch: 1, learningRate: rate });
    expect(step).toBeGreaterThan(1);
    expect(step).toBeLessThan(6);
    expect(Number.isFinite(loss)).toBe(finite);
    expect(message).toContain(`at step ${step} (epoch 1) with learning rate ${shown}`);
    expect(message).toContain('a lower one, such as 0.1, a warm-up, or clipped gradients;');
    expect(history).toMatchObject({ stopped: 'diverged', epochs: [] });
    expect(history.losses).toHaveLength(step - 1);
    expect(history.losses.every(value => value < 1e7)).toBe(true);
    expect(tf.memory().numTensors).toBe(alive);
    deep.dispose();
    sgd.dispose();
  });

  it('stops within 20 steps of a loss that is not finite', async () => {
    let taken = 0;
    const loss = (labels: tf.Tensor1D, logits: tf.Tensor) => {
      taken += 1;
      const value = crossEntropy(labels, logits);
      return taken === 30 ? tf.mul<tf.Scalar>(value, Number.NaN) : value;
    };
    const run = new Trainer(model, { optimizer, loss }).fit(tinyLoader(500), { epochs: 1 });
    await expect(run).rejects.toMatchObject({ code: 'DIVERGED', step: 30, loss: Number.NaN });
    expect(taken).toBeLessThanOrEqual(50);
  });

  it('passes on an error of the loader, tells every callback of the end, and leaks nothing', async () => {
    const stopped: string[] = [];
    const note: Callback = event => {
      if (event.type === 'end') stopped.push(event.history.stopped);
    };
    const bad: Callback = event => {
      if (event.type === 'end') throw new Error('the clean-up failed too');
    };
    const run = trainer().fit(failingLoader(3), { epochs: 1, callbacks: [bad, note] });
    await expect(run).rejects.toThrow('the disk is gone');
    expect(stopped).toEqual(['failed']);
  });

  it('passes on an error of a callback', async () => {
    const bad: Callback = event => {
      if (event.type === 'step' && event.step === 2) throw new Error('cannot draw');
    };
    await expect(trainer().fit(tinyLoader(9), { epochs: 1, callbacks: [bad] })).rejects.toThrow(
      'cannot draw',
    );
  });

  it('passes on an error of the loss', async () => {
    const loss = () => {
      throw new Error('no such loss');
    };
    const run = new Trainer(model, { optimizer, loss }).fit(tinyLoader(9), { epochs: 1 });
    await expect(run).rejects.toThrow('no such loss');
  });

  it.each([
    [0, tinyLoader(1), 'BAD_OPTION', 'epochs must be a whole number of at least 1, got 0'],
    [-1, tinyLoader(1), 'BAD_OPTION', 'got -1'],
    [2.5, tinyLoader(1), 'BAD_OPTION', 'got 2.5'],
    [1, loaderOf([]), 'EMPTY_LOADER', 'the loader gave no batch'],
    [1, { ...loaderOf([]), length: 3 }, 'EMPTY_LOADER', 'the loader gave no batch'],
    [
      1,
      loaderOf([{ images: new Float32Array(54), labels: new Int32Array(6), shape: [6, 3, 3, 1] }]),
      'IMAGE_SHAPE',
      'takes images of shape [2,2,1], the batch has [3,3,1]',
    ],
    [
      1,
      loaderOf([{ ...tinyBatch(2), labels: Int32Array.of(0, 3) }]),
      'LABEL_RANGE',
      'Label 3 of image 1 in a batch: model',
    ],
    [
      1,
      loaderOf([{ ...tinyBatch(2), labels: Int32Array.of(-1, 0) }]),
      'LABEL_RANGE',
      'labels go from 0 to 2',
    ],
    [1, loaderOf([{ ...tinyBatch(2), labels: Int32Array.of(1) }]), 'BAD_BATCH', 'came with 1 labels'],
  ])('explains bad input (%#)', async (epochs, loader, code, message) => {
    const run = trainer().fit(loader, { epochs, callbacks: noCallbacks });
    await expect(run).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

describe('new Trainer', () => {
  const inputs = tf.input({ shape: [4] });

  it.each([
    ['two outputs', () => tf.model({ inputs, outputs: [inputs, inputs] }), 'needs one output, got 2'],
    [
      'two inputs',
      () => {
        const other = tf.input({ shape: [4] });
        const sum = tf.layers.add().apply([inputs, other]) as tf.SymbolicTensor;
        return tf.model({ inputs: [inputs, other], outputs: sum });
      },
      'needs one input, got 2',
    ],
    [
      'an output that is an image',
      () => tf.sequential({ layers: [tf.layers.reshape({ inputShape: [4], targetShape: [2, 2, 1] })] }),
      'logits of shape [batch, classes], got an output of [any,2,2,1]',
    ],
  ])('refuses a model with %s', (_, model, message) => {
    expect(() => new Trainer(model(), { optimizer: tf.train.sgd(1) })).toThrow(message);
  });

  it('asks for an optimiser that is one', () => {
    const options = JSON.parse('{"optimizer":"sgd"}');
    expect(() => new Trainer(tinyModel(), options)).toThrow('such as tf.train.sgd(0.9), got "sgd"');
    expect(() => new Trainer(tinyModel(), JSON.parse('{}'))).toThrow('got undefined');
  });
});
