import { callLearner, type Failure, failureOf, type LearnerModule } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { knownErrors } from './knownErrors.js';
import { type Trained, type Trial, weightsOf } from './trial.js';

/** What the learner's loop makes of a trial, and how many tensors are alive then that were not before. */
export type Outcome =
  | { readonly trained: Trained; readonly tensorsLeft: number }
  | { readonly failure: Failure };

/** Lets the learner's loop train a network. */
export async function trainedByLearner(
  learner: LearnerModule,
  { network, batches, learningRate, epochs }: Trial,
): Promise<Outcome> {
  const model = network();
  const before = tf.memory().numTensors;
  const called = await callLearner(learner, 'train', model, batches, learningRate, epochs);
  const tensorsLeft = tf.memory().numTensors - before;
  if (batches.some(({ images, labels }) => images.isDisposed || labels.isDisposed))
    return { failure: failureOf(batchesDisposed) };
  if ('failure' in called) return { failure: ofKnownError(called.failure) };
  if (model.weights.some(isDisposed)) return { failure: failureOf(modelDisposed) };
  const losses = called.value;
  if (!Array.isArray(losses)) return { failure: failureOf(noList) };
  if (losses.some(loss => typeof loss === 'object')) return { failure: failureOf(tensorsInList) };
  const weights = weightsOf(model);
  model.dispose();
  return { trained: { losses, weights }, tensorsLeft };
}

function isDisposed(weight: tf.LayersModel['weights'][number]): boolean {
  try {
    return weight.read().isDisposed;
  } catch {
    return true;
  }
}

function ofKnownError(failure: Failure): Failure {
  if (failure.mistake !== 'threw') return failure;
  const known = knownErrors.find(({ pattern }) => pattern.test(failure.explain('en')));
  return known ? failureOf(known) : failure;
}

const batchesDisposed = {
  id: 'batches-disposed',
  says: {
    en: 'You dispose the images or labels of a batch. They are not yours: the next epoch takes the same batches again. Dispose what your loop has made.',
    zh: '你释放了小批量的图像或标签。它们不归你管：下一轮还要用同样的小批量。只释放循环里自己创建的张量。',
  },
};
const modelDisposed = {
  id: 'model-disposed',
  says: {
    en: 'The network has lost its weights: you have disposed the model, or a weight. Dispose what your loop has made; the trained network is what the caller wants.',
    zh: '网络的权重没有了：你释放了模型或某个权重。只释放循环里自己创建的张量；训练好的网络正是调用者想要的。',
  },
};
const noList = {
  id: 'no-list-of-losses',
  says: {
    en: 'train should return an array with the loss of every step. Begin with `const losses: number[] = [];` and return it at the end.',
    zh: 'train 应返回一个数组，里面是每一步的损失。开头写 `const losses: number[] = [];`，最后把它返回。',
  },
};
const tensorsInList = {
  id: 'losses-are-tensors',
  says: {
    en: 'Your losses are not numbers but tensors, promises or arrays. `await loss.data()` waits for the numbers of a tensor, and [0] takes the first and only one: losses.push((await loss.data())[0]).',
    zh: '你的损失不是数，而是张量、Promise 或数组。`await loss.data()` 等待取得张量里的数，[0] 取出其中唯一的一个：losses.push((await loss.data())[0])。',
  },
};
