import { features, kernelCalls } from '@featuremap/backend-simd';
import { DataLoader, MNIST, transforms } from '@featuremap/datasets';
import { lenet5 } from '@featuremap/models';
import { tensors, trainStep } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';

/** Where the engine's memory says how many workers took part in the last job (assembly/control.ts). */
const joinedWord = 128 / 4;
const countMask = 127;

/** Trains LeNet-5 for some steps, and says what a page or a program would want to know of it. */
export async function trainLenet5({
  steps,
  relaxed,
  mirrors,
}: {
  steps: number;
  relaxed: boolean;
  mirrors?: string[];
}) {
  if (!relaxed) tf.env().set('SIMD_RELAXED', false);
  await tf.setBackend('simd');
  const transform = transforms.compose([transforms.toTensor(), transforms.normalize(0.1307, 0.3081)]);
  const set = await MNIST.load({ train: false, transform, mirrors });
  const loader = new DataLoader(set.take(steps * 128), { batchSize: 128, shuffle: true, seed: 0 });
  const model = lenet5({ seed: 0 });
  const optimizer = tf.train.sgd(0.5);

  const losses: number[] = [];
  const workersJoined = countWorkersThatJoin();
  const tensorsBefore = tf.memory().numTensors;
  for await (const { x, y } of tensors(loader)) {
    losses.push(await trainStep(model, optimizer, x, y));
  }
  return {
    backend: tf.getBackend(),
    losses,
    leaked: tf.memory().numTensors - tensorsBefore,
    fallbacks: [...kernelCalls()].filter(([, { fallback }]) => fallback > 0).map(([op]) => op),
    workersJoined: workersJoined(),
    features: features(),
  };
}

/** Counts how often a worker takes part in a job of the engine, from now on. */
function countWorkersThatJoin(): () => number {
  const { heap, native } = tf.backend() as unknown as {
    heap: { words: Int32Array };
    native: { run(kernel: number, tasks: number): void };
  };
  let joined = 0;
  const run = native.run.bind(native);
  native.run = (kernel, tasks) => {
    heap.words[joinedWord] = 0;
    run(kernel, tasks);
    joined += (heap.words[joinedWord] ?? 0) & countMask;
  };
  return () => joined;
}
