import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { torchUniform } from './torchUniform.js';

function values(fanIn: number, seed: number, shape: number[]): Float32Array {
  const weight = torchUniform({ fanIn, seed }).apply(shape);
  const read = weight.dataSync<'float32'>();
  weight.dispose();
  return read;
}

describe('torchUniform', () => {
  it.each([1, 25, 150, 6400])('stays within ±1/√%i and fills it evenly', fanIn => {
    const bound = 1 / Math.sqrt(fanIn);
    const weights = values(fanIn, 1, [100, 1000]);
    expect(weights.every(value => Math.abs(value) < bound && value !== 0)).toBe(true);
    const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
    const variance = weights.reduce((sum, value) => sum + value ** 2, 0) / weights.length;
    expect(Math.abs(mean) / bound).toBeLessThan(0.01);
    expect(variance / (bound ** 2 / 3)).toBeCloseTo(1, 1.5);
  });

  it('gives the same values for the same seed and others for another', () => {
    expect(values(25, 7, [5, 5, 1, 6])).toEqual(values(25, 7, [5, 5, 1, 6]));
    expect(values(25, 7, [150])).not.toEqual(values(25, 8, [150]));
  });

  it('keeps to the values it has always given, so that a seed means the same run after an upgrade', () => {
    expect(Array.from(values(1, 42, [4]))).toEqual([
      0.2815808653831482, -0.2839006781578064, -0.26198405027389526, 0.8311660885810852,
    ]);
  });

  it('initialises kernel and bias of a layer of TF.js, and is saved with it', () => {
    const dense = tf.layers.dense({
      units: 3,
      inputShape: [4],
      kernelInitializer: torchUniform({ fanIn: 4, seed: 1 }),
      biasInitializer: torchUniform({ fanIn: 4, seed: 2 }),
    });
    const model = tf.sequential({ layers: [dense] });
    expect(dense.getWeights().map(weight => weight.dataSync())).toEqual([
      values(4, 1, [4, 3]),
      values(4, 2, [3]),
    ]);
    expect(dense.getConfig()).toMatchObject({
      kernelInitializer: { className: 'TorchUniform', config: { fanIn: 4, seed: 1 } },
    });
    model.dispose();
  });

  it('fills the largest weight of AlexNet in seconds', () => {
    const start = performance.now();
    expect(values(6400, 1, [6400, 4096]).length).toBe(26_214_400);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each([0, -1, 2.5, Number.NaN])('refuses a fan-in of %d', fanIn => {
    expect(() => torchUniform({ fanIn, seed: 0 })).toThrow(
      `torchUniform: fanIn must be a whole number of at least 1, got ${fanIn}`,
    );
  });

  it('refuses a seed that is not a whole number', () => {
    expect(() => torchUniform({ fanIn: 1, seed: 1.5 })).toThrow('seed must be a whole number, got 1.5');
  });
});
