import { ResidualBlock, torchUniform } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';

export function chainDerivative(weights: number[], residual: boolean): number {
  return weights.map(weight => weight + Number(residual)).reduce((product, factor) => product * factor, 1);
}

/** A list of layers: a block is one layer of it, or two. */
export function deepNetwork(blocks: number, residual: boolean): tf.LayersModel {
  const model = tf.sequential();
  model.add(
    tf.layers.conv2d({
      inputShape: [28, 28, 1],
      filters: 16,
      kernelSize: 5,
      activation: 'relu',
      ...start(25, 1),
    }),
  );
  model.add(tf.layers.maxPool2d({ poolSize: 2 }));
  for (let block = 0; block < blocks; block++) {
    if (residual) {
      model.add(new ResidualBlock({ seed: block }));
      continue;
    }
    for (const seed of [2 * block, 2 * block + 1]) {
      model.add(
        tf.layers.conv2d({
          filters: 16,
          kernelSize: 3,
          padding: 'same',
          activation: 'relu',
          ...start(144, seed),
        }),
      );
    }
  }
  model.add(tf.layers.flatten());
  model.add(tf.layers.dense({ units: 10, ...start(2304, 3) }));
  return model;
}

function start(fanIn: number, seed: number) {
  return {
    kernelInitializer: torchUniform({ fanIn, seed: 10 * seed }),
    biasInitializer: torchUniform({ fanIn, seed: 10 * seed + 1 }),
  };
}

export interface FirstGradients {
  plain: number;
  residual: number;
}

/** Asks for one gradient alone, that of the first kernel, and takes the loss from TensorFlow.js. */
export function compare(blocks: number, x: tf.Tensor4D, y: tf.Tensor1D): FirstGradients {
  const [plain, residual] = [false, true].map(kind => {
    const model = deepNetwork(blocks, kind);
    const kernel = model.layers[0].getWeights()[0] as tf.Variable;
    const loss = () => {
      const logits = model.predict(x) as tf.Tensor2D;
      return tf.losses.softmaxCrossEntropy(tf.oneHot(y, 10), logits) as tf.Scalar;
    };
    const numbers = tf.tidy(() => tf.variableGrads(loss, [kernel]).grads[kernel.name].dataSync());
    model.dispose();
    return Math.hypot(...numbers);
  });
  return { plain, residual };
}
