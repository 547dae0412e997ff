import '@featuremap/backend-simd';
import { Inception, ResidualBlock, torchUniform } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('simd');
const model = tf.sequential({
  layers: [
    tf.layers.conv2d({ inputShape: [28, 28, 1], filters: 16, kernelSize: 5, activation: 'relu' }),
    tf.layers.maxPooling2d({ poolSize: 2 }),
    new ResidualBlock({ name: 'block1' }),
    new Inception({ name: 'mix' }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 10, kernelInitializer: torchUniform({ fanIn: 12 * 12 * 88, seed: 1 }) }),
  ],
});

const artifacts = await new Promise<tf.io.ModelArtifacts>((resolve, reject) => {
  const handler = tf.io.withSaveHandler(async saved => {
    resolve(saved);
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(saved) };
  });
  model.save(handler).catch(reject);
});
// Through JSON and back, as a file would carry it: a class or a function in the topology does not survive.
const modelTopology: unknown = JSON.parse(JSON.stringify(artifacts.modelTopology));
const loaded = await tf.loadLayersModel(
  tf.io.fromMemory({ ...artifacts, modelTopology: Object(modelTopology) }),
);

const x = tf.randomNormal([2, 28, 28, 1], 0, 1, 'float32', 1);
const before = model.predict(x);
const after = loaded.predict(x);
if (Array.isArray(before) || Array.isArray(after)) throw new Error('expected one output');
const difference = (await before.sub(after).abs().max().data())[0];
const spread = (await before.max().sub(before.min()).data())[0];

loaded.compile({
  optimizer: tf.train.sgd(0.01),
  loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits),
});
const { history } = await loaded.fit(x, tf.oneHot([3, 7], 10).toFloat(), { epochs: 3, verbose: 0 });
console.log(
  JSON.stringify({
    layers: loaded.layers.map(layer => layer.getClassName()),
    weights: loaded.countParams() - model.countParams(),
    difference,
    spread,
    loss: history.loss,
  }),
);
