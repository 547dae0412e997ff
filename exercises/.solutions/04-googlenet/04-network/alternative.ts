import { Inception } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs';

/** The functional way. The network does the same thing twice, so that is a function; the activation is a layer. */
export function googlenet(): tf.LayersModel {
  const image = tf.input({ shape: [28, 28, 1] });
  const seen = stage(stage(image, 10), 20);
  const features = tf.layers.reshape({ targetShape: [4 * 4 * 88] }).apply(seen);
  const logits = tf.layers.dense({ units: 10 }).apply(features);
  return tf.model({ inputs: image, outputs: logits as tf.SymbolicTensor });
}

/** A convolution, which looks; a pooling, which makes it smaller; a block, which looks in four ways. */
function stage(input: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const sums = tf.layers.conv2d({ filters, kernelSize: 5 }).apply(input);
  const kept = tf.layers.reLU().apply(sums);
  const smaller = tf.layers.maxPool2d({ poolSize: [2, 2] }).apply(kept);
  return new Inception().apply(smaller) as tf.SymbolicTensor;
}
