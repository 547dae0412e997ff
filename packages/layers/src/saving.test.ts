import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { Dropout, Inception, ResidualBlock, torchUniform } from './index.js';

function modelOfBlocks(): tf.LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [7, 7, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
      new ResidualBlock({ name: 'block1', seed: 1 }),
      new Inception({ name: 'mix', seed: 2, widths: { branch1: [3], branch2: [2, 3, 5] } }),
      tf.layers.flatten(),
      new Dropout({ name: 'drop', rate: 0.4, seed: 3 }),
      tf.layers.dense({ units: 10, kernelInitializer: torchUniform({ fanIn: 5 * 5 * 56, seed: 4 }) }),
    ],
  });
}

/** Saves as TF.js saves to a file, to bytes and JSON text, and loads from those alone. */
async function savedAndLoaded(model: tf.LayersModel): Promise<tf.LayersModel> {
  let text = '';
  let weightData: ArrayBuffer | ArrayBuffer[] | undefined;
  const save = tf.io.withSaveHandler(async artifacts => {
    const { weightData: data, ...rest } = artifacts;
    text = JSON.stringify(rest);
    weightData = structuredClone(data);
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(save);
  return tf.loadLayersModel({ load: async () => ({ ...JSON.parse(text), weightData }) });
}

const images = tf.randomUniform([4, 7, 7, 1], 0, 1, 'float32', 1);
const labels = tf.oneHot([0, 1, 2, 3], 10);

async function train(model: tf.LayersModel): Promise<void> {
  model.compile({ optimizer: tf.train.sgd(0.1), loss: tf.losses.softmaxCrossEntropy });
  await model.fit(images, labels, { epochs: 2, batchSize: 2, shuffle: false, verbose: 0 });
}

const bits = (model: tf.LayersModel) =>
  model.getWeights().map(weight => Buffer.from(weight.dataSync().buffer).toString('hex'));

describe('a model of our layers, saved and loaded', () => {
  it('has the same weights and the same output, bit for bit', async () => {
    const model = modelOfBlocks();
    await train(model);
    const loaded = await savedAndLoaded(model);
    expect(bits(loaded)).toEqual(bits(model));
    const [before, after] = [model, loaded].map(it => (it.predict(images) as tf.Tensor).dataSync());
    expect(after).toEqual(before);
  });

  it('has the same topology', async () => {
    const model = modelOfBlocks();
    const loaded = await savedAndLoaded(model);
    expect(loaded.layers.map(layer => [layer.getClassName(), layer.getConfig()])).toEqual(
      model.layers.map(layer => [layer.getClassName(), layer.getConfig()]),
    );
    expect(loaded.layers.map(layer => layer.outputShape)).toEqual(
      model.layers.map(layer => layer.outputShape),
    );
  });

  it('goes on training as it would have gone on without', async () => {
    const model = modelOfBlocks();
    await train(model);
    const loaded = await savedAndLoaded(model);
    await train(model);
    await train(loaded);
    expect(bits(loaded)).toEqual(bits(model));
  });

  it('starts from the same weights when built anew from its topology alone', async () => {
    const model = modelOfBlocks();
    const rebuilt = await tf.models.modelFromJSON({ modelTopology: JSON.parse(model.toJSON() as string) });
    const ours = (it: tf.LayersModel) => bits(it).slice(2, 2 + 4 + 14);
    expect(ours(rebuilt)).toEqual(ours(model));
  });
});
