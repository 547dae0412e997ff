import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { deriveSeed, torchUniform } from '@featuremap/layers';
import { Trainer } from '@featuremap/trainer';
import { plotLoss } from '@featuremap/trainer/plot';
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

/** The five steps: data, network, training, plot, test. */
export async function trainLenet5({ epochs, seed, limit, report }: Options): Promise<Result> {
  const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
  const trainSet = await MNIST.load({ train: true, transform });
  const testSet = await MNIST.load({ train: false, transform });
  const trainLoader = new DataLoader(trainSet.take(limit), { batchSize: 256, shuffle: true, seed });
  const testLoader = new DataLoader(testSet, { batchSize: 256 });

  const model = lenet5(seed);
  const layerTable = tableOf(model);

  const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.9) });
  const history = await trainer.fit(trainLoader, {
    epochs,
    callbacks: [
      event => {
        if (event.type === 'epoch') report(`epoch ${event.epoch}: loss ${event.loss.toFixed(3)}`);
      },
    ],
  });

  const lossPlot = plotLoss(history, { title: 'LeNet-5 on MNIST' });

  const { accuracy } = await trainer.evaluate(testLoader);
  return { model, layerTable, losses: history.losses, lossPlot, accuracy };
}

/** Weights and biases start as PyTorch's do, each from a seed of its own. */
function lenet5(seed: number): tf.LayersModel {
  const { averagePooling2d, conv2d, dense, flatten } = tf.layers;
  const start = (name: string, fanIn: number) => ({
    kernelInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/kernel`) }),
    biasInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/bias`) }),
  });
  const conv = { kernelSize: 5, activation: 'tanh' } as const;
  return tf.sequential({
    layers: [
      conv2d({ ...conv, inputShape: [28, 28, 1], filters: 6, padding: 'same', ...start('C1', 1 * 5 * 5) }),
      averagePooling2d({ poolSize: 2, strides: 2 }),
      conv2d({ ...conv, filters: 16, ...start('C3', 6 * 5 * 5) }),
      averagePooling2d({ poolSize: 2, strides: 2 }),
      conv2d({ ...conv, filters: 120, ...start('C5', 16 * 5 * 5) }),
      flatten(),
      dense({ units: 84, activation: 'tanh', ...start('F6', 120) }),
      dense({ units: 10, ...start('Out', 84) }),
    ],
  });
}

function tableOf(model: tf.LayersModel): string {
  const lines: string[] = [];
  model.summary(undefined, undefined, line => lines.push(line));
  return lines.join('\n');
}
