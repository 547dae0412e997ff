import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { deriveSeed, ResidualBlock, torchUniform } from '@featuremap/layers';
import { schedules, Trainer } from '@featuremap/trainer';
import { plotLoss } from '@featuremap/trainer/plot';
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

/** The five steps: data, network, training, plot, test. */
export async function trainResnet({ epochs, seed, limit, testLimit, report }: Options): Promise<Result> {
  const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
  const trainSet = await MNIST.load({ train: true, transform });
  const testSet = await MNIST.load({ train: false, transform });
  const trainLoader = new DataLoader(trainSet.take(limit), { batchSize: 128, shuffle: true, seed });
  const testLoader = new DataLoader(testSet.take(testLimit), { batchSize: 128 });

  const model = resnet(seed);
  const layerTable = tableOf(model);

  const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.1) });
  const history = await trainer.fit(trainLoader, {
    epochs,
    schedule: schedules.cosine({ epochs }),
    callbacks: [
      event => {
        if (event.type === 'epoch') report(`epoch ${event.epoch}: loss ${event.loss.toFixed(3)}`);
      },
    ],
  });

  const lossPlot = plotLoss(history, { title: 'ResNet on MNIST' });

  const { accuracy } = await trainer.evaluate(testLoader);
  return { model, layerTable, losses: history.losses, lossPlot, accuracy };
}

/** Weights and biases start as PyTorch's do, each from a seed of its own; a block makes its weights' seeds from one. */
function resnet(seed: number): tf.LayersModel {
  const { conv2d, dense, flatten, maxPooling2d } = tf.layers;
  const start = (name: string, fanIn: number) => ({
    kernelInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/kernel`) }),
    biasInitializer: torchUniform({ fanIn, seed: deriveSeed(seed, `${name}/bias`) }),
  });
  const conv = { kernelSize: 5, activation: 'relu' } as const;
  return tf.sequential({
    layers: [
      conv2d({ ...conv, inputShape: [28, 28, 1], filters: 16, ...start('C1', 1 * 5 * 5) }),
      maxPooling2d({ poolSize: 2 }),
      new ResidualBlock({ seed: deriveSeed(seed, 'R3') }),
      conv2d({ ...conv, filters: 32, ...start('C4', 16 * 5 * 5) }),
      maxPooling2d({ poolSize: 2 }),
      new ResidualBlock({ seed: deriveSeed(seed, 'R6') }),
      flatten(),
      dense({ units: 10, ...start('Out', 512) }),
    ],
  });
}

function tableOf(model: tf.LayersModel): string {
  const lines: string[] = [];
  model.summary(undefined, undefined, line => lines.push(line));
  return lines.join('\n');
}
