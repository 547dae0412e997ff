import * as tf from '@tensorflow/tfjs';
import { valuesOf } from '../../programImages.js';
import type { ProgramMistake } from '../../programMistakes.js';
import type { Result } from '../../programTrial.js';
import { alexnet } from './alexnet.js';
import * as says from './says.js';
import { trial } from './trial.js';

/** What is wrong with a network whose weights have the right shapes. */
export async function networkMistake({ model }: Result): Promise<ProgramMistake | undefined> {
  if (!(await computesAlike(model))) return says.computesDifferently;
  // Those of TensorFlow.js; the ones of @featuremap/layers have another name and are always right.
  const dropout = model.layers.find(layer => layer.getClassName() === 'Dropout');
  if (!dropout) return undefined;
  return (await keepsItsMask(dropout)) ? says.sameMask : says.dropoutNotSeeded;
}

/** With the same weights, AlexNet and this network have to give the same. */
async function computesAlike(model: tf.LayersModel): Promise<boolean> {
  const { imageSize, width } = trial;
  const right = alexnet(imageSize, width);
  right.setWeights(model.getWeights());
  const [difference] = await valuesOf(() => {
    const images = tf.randomUniform([3, imageSize, imageSize, 1], -1, 1, 'float32', 1);
    const [a, b] = [right, model].map(network => network.predict(images) as tf.Tensor);
    return tf.max(tf.abs(tf.sub(a, b)));
  });
  right.dispose();
  return difference < 1e-4;
}

/** `tf.layers.dropout` with a seed draws one mask and keeps it. */
async function keepsItsMask(layer: tf.layers.Layer): Promise<boolean> {
  const [difference] = await valuesOf(() => {
    const ones = tf.ones([1, 200]);
    const [a, b] = [1, 2].map(() => layer.apply(ones, { training: true }) as tf.Tensor);
    return tf.max(tf.abs(tf.sub(a, b)));
  });
  return difference === 0;
}
