import * as tf from '@tensorflow/tfjs';

/** Some images, and what they show. */
export interface Batch {
  images: tf.Tensor4D;
  labels: tf.Tensor1D;
}

/** Every batch of every epoch is one step. */
export async function train(
  model: tf.LayersModel,
  batches: readonly Batch[],
  learningRate: number,
  epochs: number,
): Promise<number[]> {
  const losses: number[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const batch of batches) {
      const loss = step(model, batch, learningRate);
      losses.push((await loss.data())[0]);
      loss.dispose();
    }
  }
  return losses;
}

/** Whatever is made inside of the tidy is thrown away, but for the loss that it returns. */
function step(model: tf.LayersModel, batch: Batch, learningRate: number): tf.Scalar {
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(() => lossOf(model, batch));
    for (const weight of model.trainableWeights) {
      const change = tf.mul(grads[weight.name], learningRate);
      weight.write(tf.sub(weight.read(), change));
    }
    return value;
  });
}

function lossOf(model: tf.LayersModel, { images, labels }: Batch): tf.Scalar {
  const logits = model.apply(images, { training: true }) as tf.Tensor2D;
  const oneHot = tf.oneHot(labels, 10);
  return tf.losses.softmaxCrossEntropy(oneHot, logits);
}
