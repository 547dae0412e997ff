import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { Dropout, deriveSeed } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';

/** What the program is told. */
export interface Options {
  epochs: number;
  seed: number;
  imageSize: number;
  width: number;
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

/** With the loop, the plot and the accuracy written out, and an accuracy on the training images besides. */
export async function trainAlexnet(options: Options): Promise<Result> {
  const { epochs, seed, imageSize, width, limit, testLimit, report } = options;
  const { compose, normalize, resize, toTensor } = transforms;
  const transform = compose([toTensor(), resize(imageSize), normalize(0.1307, 0.3081)]);
  const trainSet = (await MNIST.load({ train: true, transform })).take(limit);
  const testSet = (await MNIST.load({ train: false, transform })).take(testLimit);
  const batches = new DataLoader(trainSet, { batchSize: 128, shuffle: true, seed });
  const model = alexnet(imageSize, width, seed);
  const optimizer = tf.train.sgd(0.1);

  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for await (const { images, labels, shape } of batches) {
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
    const learned = await accuracyOf(model, new DataLoader(trainSet, { batchSize: 500 }), limit);
    report(`epoch ${epoch}: ${(100 * learned).toFixed(1)}% of the training images`);
  }
  optimizer.dispose();

  const accuracy = await accuracyOf(model, new DataLoader(testSet, { batchSize: 100 }), testLimit);
  return { model, layerTable: tableOf(model), losses, lossPlot: plot(losses), accuracy };
}

async function accuracyOf(model: tf.LayersModel, loader: DataLoader<Batch>, count: number): Promise<number> {
  let right = 0;
  for await (const { images, labels, shape } of loader) {
    const answers = tf.tidy(() => tf.argMax(model.predict(tf.tensor(images, shape)) as tf.Tensor, 1));
    const values = await answers.data();
    answers.dispose();
    right += labels.filter((label, index) => label === values[index]).length;
  }
  return right / count;
}

interface Batch {
  images: Float32Array;
  labels: Int32Array;
  shape: [number, number, number, number];
}

/** Symbolic tensors go through the layers, which start in another way than the solution's. */
function alexnet(imageSize: number, width: number, seed: number): tf.LayersModel {
  const kernelInitializer = (name: string) =>
    tf.initializers.glorotUniform({ seed: 1 + deriveSeed(seed, name) });
  const conv = (x: tf.SymbolicTensor, name: string, filters: number, kernelSize: number, strides = 1) => {
    const border = strides > 1 ? 1 : (kernelSize - 1) / 2;
    const padded = tf.layers.zeroPadding2d({ padding: border }).apply(x);
    const layer = tf.layers.conv2d({
      filters: filters * width,
      kernelSize,
      strides,
      kernelInitializer: kernelInitializer(name),
    });
    return tf.layers.reLU().apply(layer.apply(padded)) as tf.SymbolicTensor;
  };
  const pool = (x: tf.SymbolicTensor) =>
    tf.layers.maxPooling2d({ poolSize: 3, strides: 2 }).apply(x) as tf.SymbolicTensor;
  const hidden = (x: tf.SymbolicTensor, name: string) => {
    const layer = tf.layers.dense({ units: 4096 * width, kernelInitializer: kernelInitializer(name) });
    const dropout = new Dropout({ rate: 0.5, seed: deriveSeed(seed, `dropout of ${name}`) });
    return dropout.apply(tf.layers.reLU().apply(layer.apply(x))) as tf.SymbolicTensor;
  };

  const image = tf.input({ shape: [imageSize, imageSize, 1] });
  const s2 = pool(conv(image, 'C1', 96, 11, 4));
  const s4 = pool(conv(s2, 'C3', 256, 5));
  const s8 = pool(conv(conv(conv(s4, 'C5', 384, 3), 'C6', 384, 3), 'C7', 256, 3));
  const flat = tf.layers.flatten().apply(s8) as tf.SymbolicTensor;
  const out = tf.layers.dense({ units: 10, kernelInitializer: kernelInitializer('Out') });
  const logits = out.apply(hidden(hidden(flat, 'F9'), 'F10')) as tf.SymbolicTensor;
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
