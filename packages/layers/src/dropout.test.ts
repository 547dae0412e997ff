import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Dropout } from './dropout.js';

const train = (dropout: Dropout, x: tf.Tensor) =>
  tf.tidy(() => Array.from((dropout.apply(x, { training: true }) as tf.Tensor).dataSync()));
const ones = tf.ones([64, 100]);

describe('Dropout', () => {
  it('draws a new mask each step', () => {
    const dropout = new Dropout({ rate: 0.5, seed: 1 });
    const steps = [0, 1, 2, 3].map(() => train(dropout, ones).join());
    expect(new Set(steps).size).toBe(4);
    expect(dropout.step).toBe(4);
  });

  it('draws the same masks again from the same seed, whatever the layer is called', () => {
    const [a, b] = ['a', 'b'].map(name => new Dropout({ name, rate: 0.5, seed: 1 }));
    for (let step = 0; step < 3; step++) expect(train(a, ones)).toEqual(train(b, ones));
  });

  it('draws other masks for another seed, and without a seed for another name', () => {
    const masks = [{ seed: 1 }, { seed: 2 }, { name: 'F9' }, { name: 'F10' }].map(args =>
      train(new Dropout({ rate: 0.5, ...args }), ones).join(),
    );
    expect(new Set(masks).size).toBe(4);
  });

  it.each([0.1, 0.5, 0.9])('drops a share of %d and keeps the expectation', rate => {
    const dropped = train(new Dropout({ rate, seed: 3 }), ones);
    const zeros = dropped.filter(value => value === 0).length / dropped.length;
    expect(Math.abs(zeros - rate)).toBeLessThan(0.025);
    const kept = Math.fround(1 / (1 - rate));
    expect(dropped.every(value => value === 0 || value === kept)).toBe(true);
    const mean = dropped.reduce((sum, value) => sum + value, 0) / dropped.length;
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(rate / (1 - rate) / dropped.length));
  });

  it('passes its input unchanged at inference, and draws no mask for it', () => {
    const dropout = new Dropout({ rate: 0.5, seed: 1 });
    expect((dropout.apply(ones) as tf.Tensor).dataSync()).toEqual(ones.dataSync());
    expect(dropout.step).toBe(0);
  });

  it('passes its input unchanged at rate 0', () => {
    expect(train(new Dropout({ rate: 0 }), ones)).toEqual(Array.from(ones.dataSync()));
  });

  it('lets the gradient through where it let the value through', () => {
    const dropout = new Dropout({ rate: 0.5, seed: 5 });
    const gradient = tf.grad(x => dropout.apply(x, { training: true }) as tf.Tensor)(ones);
    const again = new Dropout({ rate: 0.5, seed: 5 });
    expect(Array.from(gradient.dataSync())).toEqual(train(again, ones));
  });

  it('goes on with the next mask after it was saved and loaded', () => {
    const dropout = new Dropout({ rate: 0.5, seed: 1, name: 'drop' });
    train(dropout, ones);
    const loaded = tf.serialization.SerializationMap.getMap().classNameMap.SeededDropout[0];
    const resumed = new loaded(dropout.getConfig()) as Dropout;
    expect(resumed.getConfig()).toEqual(dropout.getConfig());
    expect(train(resumed, ones)).toEqual(train(dropout, ones));
  });

  it('trains inside a model by fit, and not in predict', async () => {
    const dropout = new Dropout({ rate: 0.5, seed: 1, inputShape: [100] });
    const model = tf.sequential({ layers: [dropout, tf.layers.dense({ units: 1 })] });
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(ones, tf.ones([64, 1]), { batchSize: 16, epochs: 2, verbose: 0 });
    expect(dropout.step).toBe(8);
    model.predict(ones);
    expect(dropout.step).toBe(8);
  });

  it('leaks no tensor', () => {
    const dropout = new Dropout({ rate: 0.5 });
    const before = tf.memory().numTensors;
    for (let step = 0; step < 3; step++) tf.dispose(dropout.apply(ones, { training: true }) as tf.Tensor);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([1, -0.1, Number.NaN])('refuses a rate of %d', rate => {
    expect(() => new Dropout({ name: 'drop', rate })).toThrow(
      `Dropout "drop": rate must be at least 0 and below 1, got ${rate}`,
    );
  });

  it('refuses a step or seed that is not a whole number', () => {
    expect(() => new Dropout({ rate: 0.5, step: -1 })).toThrow('step must be a whole number');
    expect(() => new Dropout({ rate: 0.5, seed: 0.1 })).toThrow('seed must be a whole number');
  });
});
