import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import * as tf from '@tensorflow/tfjs';

/** What the program is told. */
export interface Options {
  epochs: number;
  seed: number;
  limit: number;
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

/** With the chapter's own parts: the loop, the plot and the accuracy written out. */
export async function trainLenet5({ epochs, seed, limit, report }: Options): Promise<Result> {
  const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
  const trainSet = (await MNIST.load({ train: true, transform })).take(limit);
  const batches = new DataLoader(trainSet, { batchSize: 256, shuffle: true, seed });
  const model = lenet5(seed);
  const optimizer = tf.train.sgd(0.9);

  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
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
      if (losses.length % 50 === 0)
        report(`step ${losses.length}: loss ${losses[losses.length - 1].toFixed(3)}`);
    }
    report(`epoch ${epoch + 1} of ${epochs} done`);
  }
  optimizer.dispose();

  const testSet = await MNIST.load({ train: false, transform });
  let right = 0;
  for await (const { images, labels, shape } of new DataLoader(testSet, { batchSize: 1000 })) {
    const answers = tf.tidy(() =>
      tf.argMax(model.apply(tf.tensor(images, shape)) as tf.Tensor, 1).dataSync(),
    );
    right += labels.filter((label, index) => label === answers[index]).length;
  }
  const accuracy = right / testSet.length;
  return { model, layerTable: tableOf(model), losses, lossPlot: plot(losses), accuracy };
}

/** A seed for each layer, none of which is 0: TensorFlow.js takes that for no seed. */
function lenet5(seed: number): tf.LayersModel {
  const { avgPool2d, conv2d, dense, flatten } = tf.layers;
  const kernelInitializer = (layer: number) => tf.initializers.glorotUniform({ seed: 10 * seed + layer });
  const model = tf.sequential();
  model.add(
    conv2d({
      inputShape: [28, 28, 1],
      filters: 6,
      kernelSize: 5,
      padding: 'same',
      activation: 'tanh',
      kernelInitializer: kernelInitializer(1),
    }),
  );
  model.add(avgPool2d({ poolSize: 2 }));
  model.add(
    conv2d({ filters: 16, kernelSize: 5, activation: 'tanh', kernelInitializer: kernelInitializer(2) }),
  );
  model.add(avgPool2d({ poolSize: 2 }));
  model.add(
    conv2d({ filters: 120, kernelSize: 5, activation: 'tanh', kernelInitializer: kernelInitializer(3) }),
  );
  model.add(flatten());
  model.add(dense({ units: 84, activation: 'tanh', kernelInitializer: kernelInitializer(4) }));
  model.add(dense({ units: 10, kernelInitializer: kernelInitializer(5) }));
  return model;
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
