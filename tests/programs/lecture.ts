import { writeFile } from 'node:fs/promises';
import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { useDevice } from '@featuremap/device';
import { describe, lenet5 } from '@featuremap/models';
import { Trainer } from '@featuremap/trainer';
import { plotLoss } from '@featuremap/trainer/plot';
import * as tf from '@tensorflow/tfjs';

const device = await useDevice('auto');
console.log(device.description);

const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
const trainSet = await MNIST.load({ train: true, transform });
const testSet = await MNIST.load({ train: false, transform });
const trainLoader = new DataLoader(trainSet, { batchSize: 256, shuffle: true, seed: 0 });
const testLoader = new DataLoader(testSet, { batchSize: 256 });

const model = lenet5({ seed: 0 });
console.log(describe(model));

const trainer = new Trainer(model, { optimizer: tf.train.sgd(0.9) });
const history = await trainer.fit(trainLoader, { epochs: 5 });
const result = await trainer.evaluate(testLoader);
await writeFile('loss.svg', plotLoss(history));

console.log(JSON.stringify({ backend: tf.getBackend(), accuracy: result.accuracy }));
