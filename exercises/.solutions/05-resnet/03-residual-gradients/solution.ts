import { torchUniform } from '@featuremap/layers';
import { crossEntropy } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';

/** Each layer multiplies by its own derivative. */
export function chainDerivative(weights: number[], residual: boolean): number {
  let derivative = 1;
  for (const weight of weights) {
    derivative *= residual ? 1 + weight : weight;
  }
  return derivative;
}

/** Both networks come of the same lines but one. */
export function deepNetwork(blocks: number, residual: boolean): tf.LayersModel {
  const image = tf.input({ shape: [28, 28, 1] });
  let x = convolution(image, { kernelSize: 5, padding: 'valid' }, 25, 0);
  x = relu(x);
  x = tf.layers.maxPooling2d({ poolSize: 2 }).apply(x) as tf.SymbolicTensor;
  for (let block = 1; block <= blocks; block++) {
    let y = convolution(x, { kernelSize: 3, padding: 'same' }, 144, 4 * block);
    y = relu(y);
    y = convolution(y, { kernelSize: 3, padding: 'same' }, 144, 4 * block + 2);
    if (residual) y = tf.layers.add().apply([x, y]) as tf.SymbolicTensor;
    x = relu(y);
  }
  const features = tf.layers.flatten().apply(x);
  const logits = tf.layers.dense({ units: 10, ...start(2304, 2) }).apply(features);
  return tf.model({ inputs: image, outputs: logits as tf.SymbolicTensor });
}

function convolution(
  x: tf.SymbolicTensor,
  shape: { kernelSize: number; padding: 'same' | 'valid' },
  fanIn: number,
  seed: number,
): tf.SymbolicTensor {
  const layer = tf.layers.conv2d({ filters: 16, ...shape, ...start(fanIn, seed) });
  return layer.apply(x) as tf.SymbolicTensor;
}

function relu(x: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.reLU().apply(x) as tf.SymbolicTensor;
}

/** Kernel and bias start as PyTorch's do. */
function start(fanIn: number, seed: number) {
  return {
    kernelInitializer: torchUniform({ fanIn, seed }),
    biasInitializer: torchUniform({ fanIn, seed: seed + 1 }),
  };
}

/** What is left of the gradient at the first layer: norms of the gradient with respect to its kernel. */
export interface FirstGradients {
  plain: number;
  residual: number;
}

export function compare(blocks: number, x: tf.Tensor4D, y: tf.Tensor1D): FirstGradients {
  const plain = firstNorm(deepNetwork(blocks, false), x, y);
  const residual = firstNorm(deepNetwork(blocks, true), x, y);
  return { plain, residual };
}

function firstNorm(model: tf.LayersModel, x: tf.Tensor4D, y: tf.Tensor1D): number {
  const norm = tf.tidy(() => {
    const { grads } = tf.variableGrads(() => crossEntropy(y, model.apply(x) as tf.Tensor2D));
    const [kernel] = model.trainableWeights;
    return tf.norm(grads[kernel.name]).dataSync()[0];
  });
  model.dispose();
  return norm;
}
