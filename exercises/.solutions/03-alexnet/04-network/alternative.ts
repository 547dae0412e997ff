import * as tf from '@tensorflow/tfjs';

/** Tensors without numbers go through the layers, one after the other; padding and ReLU are layers of their own. */
export function alexnet(imageSize = 224): tf.LayersModel {
  const image = tf.input({ shape: [imageSize, imageSize, 1] });
  const s2 = pool(conv(image, 96, 11, 1, 4));
  const s4 = pool(conv(s2, 256, 5, 2));
  const s8 = pool(conv(conv(conv(s4, 384, 3, 1), 384, 3, 1), 256, 3, 1));
  const flat = tf.layers.reshape({ targetShape: [s8.shape.slice(1).reduce(product, 1)] }).apply(s8);
  const logits = tf.layers.dense({ units: 10 }).apply(hidden(hidden(flat)));
  return tf.model({ inputs: image, outputs: logits as tf.SymbolicTensor });
}

type Applied = ReturnType<tf.layers.Layer['apply']>;

function conv(x: Applied, filters: number, kernelSize: number, padding: number, strides = 1): Applied {
  const padded = tf.layers.zeroPadding2d({ padding }).apply(x);
  return tf.layers.reLU().apply(tf.layers.conv2d({ filters, kernelSize, strides }).apply(padded));
}

function pool(x: Applied): tf.SymbolicTensor {
  return tf.layers.maxPooling2d({ poolSize: [3, 3], strides: [2, 2] }).apply(x) as tf.SymbolicTensor;
}

/** A number that is dropped is 0 behind the ReLU too, so that dropout may stand in front of it. */
function hidden(x: Applied): Applied {
  const dropped = tf.layers.dropout({ rate: 0.5 }).apply(tf.layers.dense({ units: 4096 }).apply(x));
  return tf.layers.activation({ activation: 'relu' }).apply(dropped);
}

function product(left: number, right: number | null): number {
  return left * (right ?? 1);
}
