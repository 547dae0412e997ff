import type { Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { withoutWeights } from './narrowModel.js';
import type { AlsoAsked } from './programCheck.js';
import { valuesOf } from './programImages.js';
import type { ProgramMistake } from './programMistakes.js';

const title: Text = {
  en: 'the network computes what the network of exercise 4 does',
  zh: '网络的计算结果和练习 4 的网络一样',
};

const computesDifferently: ProgramMistake = {
  id: 'computes-differently',
  says: {
    en: 'With the same weights, your network gives other numbers than that of exercise 4. Something without weights is different: an activation, a pooling, a padding or a stride. Copy that network, without changes.',
    zh: '权重相同时，你的网络给出的数和练习 4 的网络不同。不一样的是没有权重的东西：激活函数、池化、填充或步幅。请把那个网络原样复制过来。',
  },
};

/** A network that a learner with a certain wrong idea would build. */
interface Variant extends ProgramMistake {
  readonly instead: () => tf.LayersModel;
}

/** Asks for the network itself: weights of the right shapes may stand in other layers. */
export function sameNetwork(network: () => tf.LayersModel, variants: readonly Variant[]): AlsoAsked {
  return {
    title,
    judge: async ({ model }) => {
      if (await computesAs(network, model)) return undefined;
      for (const { id, says, instead } of variants) {
        if (await computesAs(instead, model)) return { id, says };
      }
      return computesDifferently;
    },
  };
}

/** Builds a network, gives it the model's weights, and compares what both make of the same images. */
async function computesAs(build: () => tf.LayersModel, model: tf.LayersModel): Promise<boolean> {
  const other = await withoutWeights(build);
  try {
    if (shapesOf(other) !== shapesOf(model)) return false;
    other.setWeights(model.getWeights());
    const [difference] = await valuesOf(() => {
      const [, ...shape] = model.inputs[0].shape as number[];
      const images = tf.randomUniform([3, ...shape], -1, 1, 'float32', 1);
      const [a, b] = [other, model].map(network => network.predict(images) as tf.Tensor);
      return tf.max(tf.abs(tf.sub(a, b)));
    });
    return difference < 1e-3;
  } finally {
    other.dispose();
  }
}

const shapesOf = (model: tf.LayersModel) =>
  [model.outputs[0], ...model.weights].map(({ shape }) => shape.join('×')).join(' ');
