import * as tf from '@tensorflow/tfjs';

/** The functional way: every layer is called with what the one before gave. Activations are layers of their own. */
export function lenet5(): tf.LayersModel {
  const image = tf.input({ shape: [28, 28, 1] });
  const padded = tf.layers.zeroPadding2d({ padding: 2 }).apply(image);
  const c1 = tanh(tf.layers.conv2d({ filters: 6, kernelSize: 5 }).apply(padded));
  const s2 = tf.layers.avgPool2d({ poolSize: 2 }).apply(c1);
  const c3 = tanh(tf.layers.conv2d({ filters: 16, kernelSize: 5 }).apply(s2));
  const s4 = tf.layers.avgPool2d({ poolSize: 2 }).apply(c3);
  const c5 = tanh(tf.layers.conv2d({ filters: 120, kernelSize: 5 }).apply(s4));
  const f6 = tanh(tf.layers.dense({ units: 84 }).apply(tf.layers.flatten().apply(c5)));
  const logits = tf.layers.dense({ units: 10 }).apply(f6);
  return tf.model({ inputs: image, outputs: logits as tf.SymbolicTensor });
}

function tanh(values: tf.Tensor | tf.Tensor[] | tf.SymbolicTensor | tf.SymbolicTensor[]) {
  return tf.layers.activation({ activation: 'tanh' }).apply(values);
}
