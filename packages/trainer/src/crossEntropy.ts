import * as tf from '@tensorflow/tfjs-core';
import { TrainerError } from './errors.js';

/**
 * Cross-entropy of class numbers under the softmax of logits, averaged over the batch: PyTorch's
 * `nn.CrossEntropyLoss()`, which is the mean of `-log_softmax(logits)[label]`. The network must not end in a
 * softmax of its own. Exact for logits of any size, since the softmax is never formed before its logarithm;
 * logits of -Infinity stand for classes that are ruled out.
 *
 * It also serves as `loss` of TF.js's own `model.compile`.
 *
 * @param labels `[batch]`, int32 class numbers from 0 to classes - 1
 * @param logits `[batch, classes]`, float32
 * @returns the mean loss, a scalar; ln(classes) for a network that has learnt nothing
 * @throws {TrainerError} `BAD_BATCH` when the shapes or the labels' type are different
 * @example
 * ```ts
 * const loss = crossEntropy(tf.tensor1d([2], 'int32'), tf.tensor2d([[1, 2, 3]]));   // 0.4076
 * ```
 */
export function crossEntropy(labels: tf.Tensor, logits: tf.Tensor): tf.Scalar {
  const [batch, classes] = checkShapes(labels, logits);
  const loss = tf.customGrad((scores, save) => {
    const inputs = scores as tf.Tensor;
    const remember = save as tf.GradSaveFunc;
    const logProbabilities = tf.logSoftmax(inputs);
    remember([logProbabilities, labels]);
    // Picked by index, not by a product with a one-hot matrix: 0 times -Infinity would be NaN.
    const picked = tf.gather(logProbabilities, tf.reshape(labels, [batch, 1]), 1, 1);
    return {
      value: tf.div<tf.Scalar>(tf.sub(0, tf.sum(picked)), batch), // taken from 0, as its negative could be -0
      gradFunc: (dy: tf.Scalar, saved: tf.Tensor[]) => {
        const target = tf.oneHot(saved[1]!, classes, 1, 0, 'float32');
        return tf.mul(tf.sub(tf.exp(saved[0]!), target), tf.div(dy, batch));
      },
    };
  });
  return loss(logits);
}

function checkShapes(labels: tf.Tensor, logits: tf.Tensor): [batch: number, classes: number] {
  const [batch, classes] = logits.shape;
  if (logits.rank !== 2 || batch === undefined || classes === undefined) {
    throw new TrainerError(
      'BAD_BATCH',
      `crossEntropy: expected logits of shape [batch, classes], got [${logits.shape}]. ` +
        'The arguments are (labels, logits), in this order.',
    );
  }
  if (labels.rank !== 1 || labels.shape[0] !== batch) {
    const oneHot = labels.rank === 2 ? ' One-hot labels become class numbers by tf.argMax(labels, 1).' : '';
    throw new TrainerError(
      'BAD_BATCH',
      `crossEntropy: expected labels of shape [${batch}], one class number for each row of the logits ` +
        `[${logits.shape}], got [${labels.shape}].${oneHot}`,
    );
  }
  if (labels.dtype !== 'int32') {
    throw new TrainerError(
      'BAD_BATCH',
      `crossEntropy: expected int32 labels, got ${labels.dtype}. Make them with tf.tensor1d(values, 'int32').`,
    );
  }
  return [batch, classes];
}
