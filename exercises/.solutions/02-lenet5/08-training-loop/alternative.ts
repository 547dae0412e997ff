import * as tf from '@tensorflow/tfjs';

/** Some images, and what they show. */
export interface Batch {
  images: tf.Tensor4D;
  labels: tf.Tensor1D;
}

/** An optimizer finds the weights, their gradients and the step by itself. The losses are read when all is done. */
export async function train(
  model: tf.LayersModel,
  batches: readonly Batch[],
  learningRate: number,
  epochs: number,
): Promise<number[]> {
  const optimizer = tf.train.sgd(learningRate);
  const allBatches = Array.from({ length: epochs }, () => batches).flat();
  const losses = allBatches.map(
    batch => optimizer.minimize(() => crossEntropy(model, batch), true) as tf.Scalar,
  );
  const values = await Promise.all(losses.map(loss => loss.data()));
  tf.dispose(losses);
  optimizer.dispose();
  return values.map(value => value[0]);
}

/** By its definition: the mean of what log-softmax gives at the labels, with a minus. */
function crossEntropy(model: tf.LayersModel, { images, labels }: Batch): tf.Scalar {
  const logits = model.apply(images, { training: true }) as tf.Tensor2D;
  const atLabels = tf.sum(tf.mul(tf.logSoftmax(logits), tf.oneHot(labels, 10)), 1);
  return tf.neg(tf.mean(atLabels));
}
