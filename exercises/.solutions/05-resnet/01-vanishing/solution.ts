import { crossEntropy } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';

/** All gradients at once; of these, those of the kernels. */
export function gradientNorms(model: tf.LayersModel, x: tf.Tensor4D, y: tf.Tensor1D): number[] {
  return tf.tidy(() => {
    const { grads } = tf.variableGrads(() => crossEntropy(y, model.apply(x) as tf.Tensor2D));
    const kernels = model.trainableWeights.filter(weight => weight.originalName.endsWith('kernel'));
    const norms = kernels.map(kernel => tf.sqrt(tf.sum(tf.square(grads[kernel.name]))));
    return norms.map(norm => norm.dataSync()[0]);
  });
}
