import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { useDevice } from '@featuremap/device';
import { lenet5 } from '@featuremap/models';
import { tensors, trainStep } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';

await useDevice('simd');
const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
const testSet = await MNIST.load({ train: false, transform });
const trainLoader = new DataLoader(testSet.take(2048), { batchSize: 256, shuffle: true, seed: 0 });
const model = lenet5({ seed: 0 });
const optimizer = tf.train.sgd(0.5);

const losses: number[] = [];
const tensorsAfterEpoch: number[] = [];
for (let epoch = 0; epoch < 2; epoch++) {
  for await (const { x, y } of tensors(trainLoader)) {
    losses.push(await trainStep(model, optimizer, x, y));
  }
  tensorsAfterEpoch.push(tf.memory().numTensors);
}
console.log(JSON.stringify({ backend: tf.getBackend(), losses, tensorsAfterEpoch }));
