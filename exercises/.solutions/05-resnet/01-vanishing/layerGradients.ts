import { crossEntropy } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { buildNetwork, type Images, type SmallNetwork } from '../smallNetwork.js';

/** A layer's numbers and what the loss's gradient with respect to them is. */
export interface LayerGradients {
  readonly name: string;
  readonly kernelShape: readonly number[];
  readonly weights: readonly number[];
  readonly kernel: readonly number[];
  readonly bias: readonly number[];
}

/** What is to become small: a number for class numbers and logits. */
export type Loss = (y: tf.Tensor1D, logits: tf.Tensor2D) => tf.Scalar;

/** A batch as tensors. */
export function tensorsOf(x: Images, y: readonly number[]): [x: tf.Tensor4D, y: tf.Tensor1D] {
  return [tf.expandDims(tf.tensor3d(x as number[][][]), 3), tf.tensor1d([...y], 'int32')];
}

/** Whoever looks for a mistake asks for the same gradients again and again. */
const remembered = new Map<string, LayerGradients[]>();

/** Every layer's gradients, first to last. */
export function layerGradients(
  network: SmallNetwork,
  x: Images,
  y: readonly number[],
  loss: Loss = crossEntropy,
): LayerGradients[] {
  const key = JSON.stringify([network, x, y, loss.toString()]);
  const gradients = remembered.get(key) ?? computed(network, x, y, loss);
  remembered.set(key, gradients);
  return gradients;
}

function computed(network: SmallNetwork, x: Images, y: readonly number[], loss: Loss): LayerGradients[] {
  const model = buildNetwork(network, x[0].length);
  const gradients = tf.tidy(() => {
    const [images, labels] = tensorsOf(x, y);
    const { grads } = tf.variableGrads(() => loss(labels, model.apply(images) as tf.Tensor2D));
    const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());
    const weights = model.trainableWeights;
    return Object.keys(network).map((name, index) => {
      const [kernel, bias] = weights.slice(2 * index, 2 * index + 2);
      return {
        name,
        kernelShape: kernel.shape.map(Number),
        weights: numbers(kernel.read()),
        kernel: numbers(grads[kernel.name]),
        bias: numbers(grads[bias.name]),
      };
    });
  });
  model.dispose();
  return gradients;
}
