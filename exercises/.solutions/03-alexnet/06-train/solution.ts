import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { Dropout, deriveSeed, torchUniform } from '@featuremap/layers';
import { Trainer } from '@featuremap/trainer';
import { plotLoss } from '@featuremap/trainer/plot';
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

/** The five steps: data, network, training, plot, test. */
export async function trainAlexnet(options: Options): Promise<Result> {
  const { epochs, seed, imageSize, width, limit, testLimit, report } = options;
  const { compose, normalize, resize, toTensor } = transforms;
  const transform = compose([toTensor(), normalize(0.1307, 0.3081), resize(imageSize)]);
  const trainSet = (await MNIST.load({ train: true, transform })).take(limit);
  const testSet = (await MNIST.load({ train: false, transform })).take(testLimit);
  const trainLoader = new DataLoader(trainSet, { batchSize: 128, shuffle: true, seed });
  const testLoader = new DataLoader(testSet, { batchSize: 128 });

  const model = alexnet(imageSize, width, seed);
  const layerTable = tableOf(model);

  const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.1) });
  const history = await trainer.fit(trainLoader, {
    epochs,
    callbacks: [
      event => {
        if (event.type === 'epoch') report(`epoch ${event.epoch}: loss ${event.loss.toFixed(3)}`);
      },
    ],
  });

  const lossPlot = plotLoss(history, { title: 'AlexNet on MNIST' });

  const { accuracy } = await trainer.evaluate(testLoader);
  return { model, layerTable, losses: history.losses, lossPlot, accuracy };
}

/** Weights start as PyTorch's do; each of them, and each dropout, has a seed of its own. */
function alexnet(imageSize: number, width: number, seed: number): tf.LayersModel {
  const { conv2d, dense, flatten, maxPooling2d, zeroPadding2d } = tf.layers;
  const start = (name: string, fanIn: number) => ({
    kernelInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/kernel`) }),
    biasInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/bias`) }),
  });
  const w96 = 96 * width;
  const w256 = 256 * width;
  const w384 = 384 * width;
  const w4096 = 4096 * width;
  const same = { padding: 'same', activation: 'relu' } as const;
  const pool = { poolSize: 3, strides: 2 };

  const model = tf.sequential();
  model.add(zeroPadding2d({ inputShape: [imageSize, imageSize, 1], padding: 1 }));
  model.add(
    conv2d({ filters: w96, kernelSize: 11, strides: 4, activation: 'relu', ...start('C1', 1 * 11 * 11) }),
  );
  model.add(maxPooling2d(pool));
  model.add(conv2d({ filters: w256, kernelSize: 5, ...same, ...start('C3', w96 * 5 * 5) }));
  model.add(maxPooling2d(pool));
  model.add(conv2d({ filters: w384, kernelSize: 3, ...same, ...start('C5', w256 * 3 * 3) }));
  model.add(conv2d({ filters: w384, kernelSize: 3, ...same, ...start('C6', w384 * 3 * 3) }));
  model.add(conv2d({ filters: w256, kernelSize: 3, ...same, ...start('C7', w384 * 3 * 3) }));
  model.add(maxPooling2d(pool));
  model.add(flatten());
  const flat = model.outputShape[1] as number;
  model.add(dense({ units: w4096, activation: 'relu', ...start('F9', flat) }));
  model.add(new Dropout({ rate: 0.5, seed: deriveSeed(seed, 'F9') }));
  model.add(dense({ units: w4096, activation: 'relu', ...start('F10', w4096) }));
  model.add(new Dropout({ rate: 0.5, seed: deriveSeed(seed, 'F10') }));
  model.add(dense({ units: 10, ...start('Out', w4096) }));
  return model;
}

function tableOf(model: tf.LayersModel): string {
  const lines: string[] = [];
  model.summary(undefined, undefined, line => lines.push(line));
  return lines.join('\n');
}
