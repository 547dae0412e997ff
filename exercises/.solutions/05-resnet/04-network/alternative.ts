import * as tf from '@tensorflow/tfjs';

/** The functional way, in which a block is nothing but layers: the shortcut is tf.layers.add. */
export function resnet(): tf.LayersModel {
  const image = tf.input({ shape: [28, 28, 1] });
  const seen = stage(stage(image, 16), 32);
  const logits = tf.layers.dense({ units: 10 }).apply(tf.layers.flatten().apply(seen));
  return tf.model({ inputs: image, outputs: logits as tf.SymbolicTensor });
}

function stage(input: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const kept = tf.layers.conv2d({ filters, kernelSize: 5, activation: 'relu' }).apply(input);
  return block(tf.layers.maxPool2d({ poolSize: [2, 2] }).apply(kept) as tf.SymbolicTensor, filters);
}

function block(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const convolution = { filters, kernelSize: 3, padding: 'same' } as const;
  const inner = tf.layers.conv2d({ ...convolution, activation: 'relu' }).apply(x);
  const y = tf.layers.conv2d(convolution).apply(inner) as tf.SymbolicTensor;
  return tf.layers.reLU().apply(tf.layers.add().apply([x, y])) as tf.SymbolicTensor;
}
