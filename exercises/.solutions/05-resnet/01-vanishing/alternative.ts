import * as tf from '@tensorflow/tfjs';

/** Goes through the layers, asks for the gradient of one kernel at a time, and adds up in plain TypeScript. */
export function gradientNorms(model: tf.LayersModel, x: tf.Tensor4D, y: tf.Tensor1D): number[] {
  const norms: number[] = [];
  for (const layer of model.layers) {
    const kernel = layer.getWeights()[0];
    if (kernel instanceof tf.Variable) norms.push(norm(gradient(model, x, y, kernel)));
  }
  return norms;
}

/** All numbers of the gradient with respect to one variable. */
function gradient(model: tf.LayersModel, x: tf.Tensor4D, y: tf.Tensor1D, variable: tf.Variable) {
  return tf.tidy(() => {
    const loss = () => {
      const logits = model.predict(x) as tf.Tensor2D;
      const oneHot = tf.oneHot(y, logits.shape[1]);
      return tf.losses.softmaxCrossEntropy(oneHot, logits) as tf.Scalar;
    };
    return tf.variableGrads(loss, [variable]).grads[variable.name].dataSync();
  });
}

function norm(numbers: ArrayLike<number>): number {
  return Math.hypot(...Array.from(numbers));
}
