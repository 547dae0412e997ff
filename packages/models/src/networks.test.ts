import type { Dropout } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';
import { afterAll, describe, expect, it } from 'vitest';
import { reference } from '../test-data/reference.js';
import { layerTable, type NetworkName, NetworkOptionError, networks, recipes } from './index.js';

const names = Object.keys(networks) as NetworkName[];
const small = names.filter(name => name !== 'alexnet');
/** AlexNet's smallest, which builds and runs in a moment. */
const trial = { imageSize: 65 };

const layerNames: Record<NetworkName, string> = {
  lenet5: 'C1 S2 C3 S4 C5 flatten F6 Out',
  alexnet: 'C1 S2 C3 S4 C5 C6 C7 S8 flatten F9 F9_dropout F10 F10_dropout Out',
  googlenet: 'C1 S2 I3 C4 S5 I6 flatten Out',
  resnet: 'C1 S2 R3 C4 S5 R6 flatten Out',
};

const bits = (model: tf.LayersModel) => model.getWeights().map(weight => weight.dataSync<'float32'>());

/** Every weight's name, start and PyTorch's bound for it, 1/√fan-in of the layer's kernel. */
function starts(model: tf.LayersModel): { name: string; values: Float32Array; bound: number }[] {
  return model.layers.flatMap(layer =>
    layer.weights.map((weight, at) => {
      const kernel = layer.weights[at - (at % 2)].shape.map(size => size ?? 0);
      const fanIn = kernel.slice(0, -1).reduce((product, size) => product * size);
      const values = weight.read().dataSync<'float32'>();
      return { name: weight.originalName, values, bound: 1 / Math.sqrt(fanIn) };
    }),
  );
}

describe.each(names)('%s', name => {
  const model = networks[name]();
  afterAll(() => {
    model.dispose();
  });

  it("has every layer's output shape as PyTorch has it", () => {
    const modules = reference.nets[name].layers.filter(([module]) => !/ReLU|Tanh/.test(module));
    const channelsLast = ([channels, ...image]: number[]) => [...image, channels];
    expect(layerTable(model).map(({ output }) => output)).toEqual(
      modules.map(([, shape]) => channelsLast(shape)),
    );
  });

  it('has as many parameters as PyTorch has, all trainable', () => {
    expect(model.countParams()).toBe(reference.nets[name].parameters);
    expect(model.trainableWeights).toHaveLength(model.weights.length);
  });

  it('starts every weight and bias uniform in ±1/√fan-in, each from a seed of its own', () => {
    const weights = starts(model);
    for (const { name, values, bound } of weights) {
      let [largest, squares] = [0, 0];
      for (const value of values) {
        largest = Math.max(largest, Math.abs(value));
        squares += value ** 2;
      }
      expect(largest, name).toBeLessThan(bound);
      expect(squares, name).toBeGreaterThan(0);
      // The variance of a uniform distribution, to five standard deviations of its estimate.
      const ratio = squares / values.length / (bound ** 2 / 3);
      expect(Math.abs(ratio - 1), name).toBeLessThan(5 * Math.sqrt(0.8 / values.length));
    }
    const firsts = weights.map(({ values, bound }) => (values[0] / bound).toFixed(5));
    expect(new Set(firsts).size).toBe(weights.length);
  });

  it('takes what its recipe feeds it, and gives logits without an activation', () => {
    const { imageSize } = recipes[name].mnist;
    expect(model.inputs[0].shape).toEqual([null, imageSize, imageSize, 1]);
    expect(model.outputs[0].shape).toEqual([null, 10]);
    expect(model.layers.at(-1)?.getConfig().activation).toBe('linear');
  });

  it('names its layers as the lecture does', () => {
    expect(model.name).toBe(name);
    expect(layerTable(model).map(row => row.name)).toEqual(layerNames[name].split(' '));
  });

  it('refuses an image too small for its layers, and takes the smallest that is not', () => {
    const tooSmall = (() => {
      try {
        return networks[name]({ imageSize: 1 });
      } catch (error) {
        return error;
      }
    })();
    expect(tooSmall).toBeInstanceOf(NetworkOptionError);
    const message = String(tooSmall);
    const smallest = Number(/from (\d+) to 512, got 1/.exec(message)?.[1]);
    expect(message).toContain(`${name}: imageSize must be`);
    expect(() => networks[name]({ imageSize: smallest - 1 })).toThrow(NetworkOptionError);
    const built = networks[name]({ imageSize: smallest });
    const beforeFlatten = layerTable(built).findLast(({ output }) => output.length === 3);
    expect(beforeFlatten?.output.slice(0, 2)).toEqual([1, 1]);
    for (const { values, bound } of starts(built)) expect(Math.abs(values[0])).toBeLessThan(bound);
    built.dispose();
  });

  it.each([
    ['numClasses', 1],
    ['numClasses', 2.5],
    ['numClasses', 1e9],
    ['seed', 0.5],
    ['imageSize', 1e6],
    ['imageSize', Number.NaN],
  ])('refuses %s %d', (option, value) => {
    expect(() => networks[name]({ [option]: value })).toThrow(
      new RegExp(`^${name}: ${option} must be a whole number from .*, got ${value}\\. `),
    );
  });
});

describe.each(small)('%s', name => {
  it('starts the same from the same seed, from 0 without one, and otherwise from another', () => {
    const build = (seed?: number) => bits(networks[name]({ seed }));
    expect(build(3)).toEqual(build(3));
    expect(build()).toEqual(build(0));
    const [a, b] = [build(3), build(4)];
    for (const at of a.keys()) expect(a[at]).not.toEqual(b[at]);
  });

  it('gives as many logits as there are classes', () => {
    const model = networks[name]({ numClasses: 3 });
    const logits = tf.tidy(() => (model.predict(tf.zeros([2, 28, 28, 1])) as tf.Tensor).shape);
    expect(logits).toEqual([2, 3]);
    model.dispose();
  });

  it('leaves no tensor behind when it is disposed of', () => {
    const before = tf.memory().numTensors;
    networks[name]().dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('alexnet', () => {
  it('drops half of F9 and F10 while training, with masks of their own that the seed repeats', () => {
    const dropouts = (seed: number) => {
      const model = networks.alexnet({ ...trial, seed });
      const masks = model.layers
        .filter(layer => layer.getClassName() === 'SeededDropout')
        .map(layer => (layer as Dropout).apply(tf.ones([1, 4096]), { training: true }) as tf.Tensor)
        .map(mask => mask.dataSync<'float32'>());
      model.dispose();
      return masks;
    };
    const [f9, f10] = dropouts(1);
    for (const mask of [f9, f10]) {
      const dropped = mask.filter(value => value === 0).length / mask.length;
      expect(Math.abs(dropped - 0.5)).toBeLessThan(0.05);
    }
    expect(f9).not.toEqual(f10);
    expect(dropouts(1)).toEqual([f9, f10]);
    expect(dropouts(2)).not.toEqual([f9, f10]);
  });

  it('initialises its 46.8 million parameters in seconds', () => {
    const start = performance.now();
    networks.alexnet().dispose();
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
