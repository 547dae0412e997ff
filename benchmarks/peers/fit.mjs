import { networks } from '@featuremap/models';
import * as tf from '@tensorflow/tfjs';
import { batch, learningRate } from './answer.mjs';

/** Builds a network and trains it by TF.js's own `model.fit`, on whatever engine is chosen; for `answer`. */
export async function prepareFit(request) {
  const model = networks[request.network]({ seed: 0 });
  const loss = (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits);
  model.compile({ optimizer: tf.train.sgd(learningRate), loss });
  const { images, labels, shape } = batch(request);
  const x = tf.tensor(images, shape);
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat());
  return async steps => {
    const [xs, ys] = tf.tidy(() => [tf.concat(Array(steps).fill(x)), tf.concat(Array(steps).fill(y))]);
    const options = {
      batchSize: request.batchSize,
      epochs: 1,
      shuffle: false,
      verbose: 0,
      yieldEvery: 'never',
    };
    const history = await model.fit(xs, ys, options);
    tf.dispose([xs, ys]);
    return history.history.loss.at(-1);
  };
}
