import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import * as tf from '@tensorflow/tfjs';

/** What the program is told. */
export interface Options {
  epochs: number;
  seed: number;
  limit: number;
  testLimit: number;
  report: (line: string) => void;
}

/** What the program finds out. */
export interface Result {
  model: tf.LayersModel;
  layerTable: string;
  losses: readonly number[];
  lossPlot: string;
  accuracy: number;
}

/** Without Trainer: the loop, the plot and the accuracy are written out. */
export async function trainResnet({ epochs, seed, limit, testLimit, report }: Options): Promise<Result> {
  const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
  const trainSet = (await MNIST.load({ train: true, transform })).take(limit);
  const batches = new DataLoader(trainSet, { batchSize: 128, shuffle: true, seed });
  const model = network(seed);
  const optimizer = tf.train.sgd(0.1);

  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for await (const { images, labels, shape } of batches) {
      const done = losses.length / (epochs * batches.length);
      optimizer.setLearningRate((0.1 * (1 + Math.cos(Math.PI * done))) / 2);
      const loss = tf.tidy(() => {
        const x = tf.tensor(images, shape);
        const oneHot = tf.oneHot(tf.tensor1d(labels, 'int32'), 10);
        const lossOf = () =>
          tf.losses.softmaxCrossEntropy(oneHot, model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar;
        return optimizer.minimize(lossOf, true) as tf.Scalar;
      });
      losses.push((await loss.data())[0]);
      loss.dispose();
    }
    report(`epoch ${epoch} of ${epochs}: the last loss is ${losses[losses.length - 1].toFixed(3)}`);
  }
  optimizer.dispose();

  const testSet = (await MNIST.load({ train: false, transform })).take(testLimit);
  let right = 0;
  for await (const { images, labels, shape } of new DataLoader(testSet, { batchSize: 250 })) {
    const answers = tf.tidy(() => tf.argMax(model.predict(tf.tensor(images, shape)) as tf.Tensor, 1));
    const said = await answers.data();
    answers.dispose();
    right += labels.filter((label, index) => label === said[index]).length;
  }
  const accuracy = right / testSet.length;
  return { model, layerTable: tableOf(model), losses, lossPlot: plot(losses), accuracy };
}

/** With the shortcuts drawn in: each block is two convolutions and an addition. */
function network(seed: number): tf.LayersModel {
  // No seed may be 0: TensorFlow.js takes that for none.
  let count = 100 * seed;
  const start = () => ({ kernelInitializer: tf.initializers.glorotUniform({ seed: ++count }) });
  const conv = (x: tf.SymbolicTensor, filters: number, kernelSize: 3 | 5, activation: 'relu' | 'linear') => {
    const padding = kernelSize === 3 ? 'same' : 'valid';
    const layer = tf.layers.conv2d({ filters, kernelSize, padding, activation, ...start() });
    return layer.apply(x) as tf.SymbolicTensor;
  };
  const half = (image: tf.SymbolicTensor, filters: number) => {
    const seen = conv(image, filters, 5, 'relu');
    const x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(seen) as tf.SymbolicTensor;
    const correction = conv(conv(x, filters, 3, 'relu'), filters, 3, 'linear');
    const sum = tf.layers.add().apply([x, correction]);
    return tf.layers.reLU().apply(sum) as tf.SymbolicTensor;
  };
  const image = tf.input({ shape: [28, 28, 1] });
  const features = tf.layers.flatten().apply(half(half(image, 16), 32));
  const logits = tf.layers.dense({ units: 10, ...start() }).apply(features) as tf.SymbolicTensor;
  return tf.model({ inputs: image, outputs: logits });
}

function tableOf(model: tf.LayersModel): string {
  const rows = model.layers.map(
    layer => `${layer.name}  ${layer.outputShape.slice(1).join('×')}  ${layer.countParams()}`,
  );
  return [...rows, `total  ${model.countParams()}`].join('\n');
}

function plot(losses: readonly number[]): string {
  const most = Math.max(...losses);
  const points = losses.map(
    (loss, step) => `${((600 * step) / losses.length).toFixed(1)},${(300 - (300 * loss) / most).toFixed(1)}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 300"><polyline fill="none" stroke="black" points="${points.join(' ')}"/></svg>`;
}
