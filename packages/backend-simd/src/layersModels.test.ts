import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import './index.js';
import { Random } from './testing/bothEngines.js';
import { type LayersCase, layersCases } from './testing/layersModels.js';

const samples = 10;
const batchSize = 4;

/** What a user sees of a training: the history, the predictions before and after, and an evaluation. */
interface Outcome {
  untrained: Values;
  history: number[];
  predicted: Values;
  evaluated: number;
}

type Values = Float32Array | Int32Array | Uint8Array;

describe.each(Object.keys(layersCases))('%s', name => {
  const { input, output, model: connect, words } = layersCases[name] as LayersCase;
  const make = () => {
    const x = tf.input({ shape: input });
    return tf.model({ inputs: x, outputs: connect(x) });
  };

  it('trains and predicts as on the cpu engine', async () => {
    await tf.setBackend('cpu');
    const weights = startOf(make());
    const train = async (backend: string): Promise<Outcome> => {
      await tf.setBackend(backend);
      const model = make();
      setValues(model, weights);
      model.compile({ optimizer: tf.train.sgd(0.02), loss: 'meanSquaredError' });
      const { x, y } = data(input, output, words);
      const untrained = predict(model, x);
      const { history } = await model.fit(x, y, { epochs: 3, batchSize, shuffle: false, verbose: 0 });
      const evaluated = (model.evaluate(x, y, { batchSize }) as tf.Scalar).dataSync()[0] as number;
      return { untrained, history: history.loss as number[], predicted: predict(model, x), evaluated };
    };
    const wanted = await train('cpu');
    const got = await train('simd');
    expect(tf.getBackend()).toBe('simd');
    expect(new Set(got.history).size).toBe(3);
    expectClose(got.untrained, wanted.untrained, 'predictions before training');
    expectClose(got.history, wanted.history, 'history');
    expectClose(got.predicted, wanted.predicted, 'predictions');
    expectClose([got.evaluated], [wanted.evaluated], 'evaluation');
  });

  it('is saved and loaded without a change', async () => {
    await tf.setBackend('simd');
    const { x, y } = data(input, output, words);
    const model = make();
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await model.fit(x, y, { batchSize, verbose: 0 });
    const loaded = await saveAndLoad(model);
    expect(predict(loaded, x)).toEqual(predict(model, x));
    expect(tf.getBackend()).toBe('simd');
  });
});

describe.each(['sgd', 'momentum', 'adagrad', 'adadelta', 'adam', 'adamax', 'rmsprop'] as const)(
  'the optimiser %s',
  name => {
    const optimizer = () => (name === 'momentum' ? tf.train.momentum(0.05, 0.9) : tf.train[name](0.05));
    const make = () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, activation: 'tanh' }),
          tf.layers.flatten(),
          tf.layers.dense({ units: 3, activation: 'softmax' }),
        ],
      });

    it('trains as on the cpu engine, whatever the loss', async () => {
      await tf.setBackend('cpu');
      const weights = startOf(make());
      for (const loss of ['categoricalCrossentropy', 'binaryCrossentropy', 'meanAbsoluteError']) {
        const train = async (backend: string) => {
          await tf.setBackend(backend);
          const model = make();
          setValues(model, weights);
          model.compile({ optimizer: optimizer(), loss, metrics: ['accuracy'] });
          const { history } = await model.fit(...classes(), {
            epochs: 4,
            batchSize,
            shuffle: false,
            verbose: 0,
          });
          return history as Record<string, number[]>;
        };
        const wanted = await train('cpu');
        const got = await train('simd');
        expectClose(got.loss as number[], wanted.loss as number[], `${loss} by ${name}`, 1e-3);
        expect(got.acc).toEqual(wanted.acc);
      }
    });

    it('leaves no tensor behind', async () => {
      await tf.setBackend('simd');
      const model = make();
      model.compile({ optimizer: optimizer(), loss: 'categoricalCrossentropy' });
      const [x, y] = classes();
      await model.fit(x, y, { batchSize, verbose: 0 });
      const tensors = tf.memory().numTensors;
      await model.fit(x, y, { epochs: 3, batchSize, verbose: 0 });
      expect(tf.memory().numTensors).toBe(tensors);
    });
  },
);

it('goes on from where it was saved, with its optimiser', async () => {
  await tf.setBackend('simd');
  const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [6], units: 2 })] });
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  const { x, y } = data([6], [2]);
  const options = { batchSize, shuffle: false, verbose: 0 } as const;
  await model.fit(x, y, options);
  const loaded = await saveAndLoad(model);
  const [history, loadedHistory] = [await model.fit(x, y, options), await loaded.fit(x, y, options)];
  expect(loadedHistory.history.loss).toEqual(history.history.loss);
});

/** Inputs and targets that are the same in every run. */
function data(input: number[], output: number[], words?: number): { x: tf.Tensor; y: tf.Tensor } {
  const random = new Random(7);
  const size = (shape: number[]) => samples * shape.reduce((product, n) => product * n, 1);
  const x = words
    ? Float32Array.from({ length: size(input) }, () => random.integer(0, words - 1))
    : random.floats(size(input));
  const y = random.floats(size(output));
  return { x: tf.tensor(x, [samples, ...input]), y: tf.tensor(y, [samples, ...output]) };
}

function classes(): [tf.Tensor, tf.Tensor] {
  const { x } = data([8, 8, 1], [1]);
  const labels = Array.from({ length: samples }, (_, i) => i % 3);
  return [x, tf.oneHot(tf.tensor1d(labels, 'int32'), 3).toFloat()];
}

function predict(model: tf.LayersModel, x: tf.Tensor): Values {
  return tf.tidy(() => (model.predict(x, { batchSize }) as tf.Tensor).dataSync() as Values);
}

interface Weight {
  values: Values;
  shape: number[];
}

/** Initial weights that are the same in every run; biases and statistics as the layers start them. */
function startOf(model: tf.LayersModel): Weight[] {
  const random = new Random(5);
  const values = model.getWeights().map(weight => weight.dataSync() as Values);
  return model.weights.map(({ originalName, shape }, i) => {
    const own = values[i] as Values;
    const isRandom = /kernel|embeddings/.test(originalName);
    return { shape: shape as number[], values: isRandom ? random.floats(own.length).map(v => v / 8) : own };
  });
}

function setValues(model: tf.LayersModel, weights: Weight[]): void {
  model.setWeights(weights.map(({ values, shape }) => tf.tensor(values, shape)));
}

async function saveAndLoad(model: tf.LayersModel): Promise<tf.LayersModel> {
  let saved: tf.io.ModelArtifacts = {};
  const handler = tf.io.withSaveHandler(async artifacts => {
    saved = artifacts;
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await model.save(handler, { includeOptimizer: true });
  // Through JSON and back, as a file would carry it.
  const { weightData, ...rest } = saved;
  return tf.loadLayersModel(tf.io.fromMemory({ ...JSON.parse(JSON.stringify(rest)), weightData }));
}

function expectClose(
  got: ArrayLike<number>,
  wanted: ArrayLike<number>,
  what: string,
  tolerance = 1e-4,
): void {
  expect(got.length, what).toBe(wanted.length);
  const largest = Math.max(1, ...Array.from(wanted, Math.abs));
  const differences = Array.from(wanted, (value, i) => Math.abs((got[i] as number) - value));
  expect(Math.max(...differences), what).toBeLessThan(tolerance * largest);
}
