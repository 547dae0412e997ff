import {
  beside,
  type Check,
  callLearner,
  type Failure,
  failureOf,
  type Language,
  type Text,
} from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { useEngine } from './engine.js';

/** A network that a learner with a certain wrong idea would build. */
interface NetworkMistake {
  readonly id: string;
  /** What the learner did, why it is wrong and what to do. */
  readonly says: Text;
  readonly instead: () => tf.LayersModel;
}

interface NetworkCheckOptions {
  readonly title: Text;
  /** The name under which the exercise exports the function that builds the network. */
  readonly name: string;
  /** Builds the right network. */
  readonly reference: () => tf.LayersModel;
  /** Where two would be the same network, the first one is named. */
  readonly mistakes: readonly NetworkMistake[];
}

/**
 * Checks that a function builds a network which computes what the reference does. Names of layers, and whether an
 * activation is a layer of its own, are the learner's affair: two networks are the same when their weights have the
 * same shapes in the same order and, filled with the same numbers, they give the same for the same images.
 */
export function networkCheck({ title, name, reference, mistakes }: NetworkCheckOptions): Check {
  return {
    title,
    run: async (learner, run) => {
      const device = await useEngine(run);
      if ('notRun' in device) return device;
      const called = await callLearner(learner, name);
      if ('failure' in called) return called.failure;
      const built = called.value;
      if (!(built instanceof tf.LayersModel)) return failureOf(notAModel(name));
      if (!isBuilt(built)) return failureOf(notBuilt);
      return differenceOf(built, reference, mistakes);
    },
  };
}

function differenceOf(
  built: tf.LayersModel,
  reference: () => tf.LayersModel,
  mistakes: readonly NetworkMistake[],
): Failure | undefined {
  const right = new Fingerprint(reference());
  const yours = new Fingerprint(built);
  if (right.is(yours)) return undefined;
  const mistake =
    mistakes.find(({ instead }) => new Fingerprint(instead()).is(yours)) ?? general(right, yours);
  return failureOf(mistake, language => tables(right, yours, language));
}

interface Row {
  readonly kind: string;
  readonly shape: string;
  readonly parameters: number;
}

const images = 3;

/** What a network is, apart from its weights and names. The network's own weights are lost. */
class Fingerprint {
  readonly inputShape: string;
  readonly weightShapes: string;
  readonly rows: readonly Row[];
  private readonly model: tf.LayersModel;
  private known: Float32Array | undefined;

  constructor(model: tf.LayersModel) {
    this.model = model;
    this.inputShape = (model.inputs[0].shape as number[]).slice(1).join('×');
    this.weightShapes = model.weights.map(({ shape }) => shape.join('×')).join(' ');
    this.rows = model.layers.filter(isInTable).map(rowOf);
  }

  is(other: Fingerprint): boolean {
    if (this.inputShape !== other.inputShape || this.weightShapes !== other.weightShapes) return false;
    const [mine, its] = [this.output(), other.output()];
    return mine.length === its.length && mine.every((value, index) => Math.abs(value - its[index]) <= 1e-4);
  }

  /** What it gives for some images with some weights. */
  private output(): Float32Array {
    this.known ??= tf.tidy(() => {
      const { model } = this;
      model.setWeights(model.weights.map(({ shape }, index) => someNumbers(shape as number[], index + 1)));
      const [, ...shape] = model.inputs[0].shape as number[];
      const logits = model.predict(someNumbers([images, ...shape], 0, 1)) as tf.Tensor;
      return logits.dataSync() as Float32Array;
    });
    return this.known;
  }
}

/** The same numbers for the same shape and seed, of a size that keeps sums over a layer's inputs near 1. */
function someNumbers(shape: number[], seed: number, bound = 1 / Math.sqrt(fanIn(shape))): tf.Tensor {
  return tf.randomUniform(shape, -bound, bound, 'float32', seed);
}

function fanIn(shape: number[]): number {
  return Math.max(1, tf.util.sizeFromShape(shape.slice(0, -1)));
}

/** Input, activation and dropout change no shape and have no weights: whoever has them elsewhere has the same network. */
function isInTable(layer: tf.layers.Layer): boolean {
  return !['InputLayer', 'Activation', 'ReLU', 'Dropout'].includes(layer.getClassName());
}

function rowOf(layer: tf.layers.Layer): Row {
  const [, ...shape] = layer.outputShape as number[];
  return { kind: layer.getClassName(), shape: shape.join('×'), parameters: layer.countParams() };
}

const headings = {
  right: { en: 'expected', zh: '期望' },
  yours: { en: 'yours', zh: '你的网络' },
  input: { en: 'input', zh: '输入' },
  total: { en: 'total', zh: '合计' },
} satisfies Record<string, Text>;

/** Both layer tables side by side, the first row that differs marked in yours. */
function tables(right: Fingerprint, yours: Fingerprint, language: Language): readonly string[] {
  const [wanted, came] = [right, yours].map(print => linesOf(print, language));
  const wrong = came.findIndex((line, index) => line !== wanted[index]);
  const marked = came.map((line, index) => `${index === wrong ? '▶' : ' '} ${line}`);
  return beside([headings.right[language], ...wanted], [`  ${headings.yours[language]}`, ...marked]);
}

function linesOf({ inputShape, rows }: Fingerprint, language: Language): string[] {
  const total = rows.reduce((sum, { parameters }) => sum + parameters, 0);
  const line = (kind: string, shape: string, parameters: number | '') =>
    `${kind.padEnd(16)} ${shape.padEnd(9)} ${String(parameters).padStart(8)}`;
  return [
    line(headings.input.en, inputShape, ''),
    ...rows.map(({ kind, shape, parameters }) => line(kind, shape, parameters)),
    line(headings.total.en, '', total),
  ].map(text =>
    text.replace(/^(input|total)/, word => headings[word as 'input' | 'total'][language].padEnd(5)),
  );
}

const sameTable = (a: Fingerprint, b: Fingerprint) =>
  a.inputShape === b.inputShape && JSON.stringify(a.rows) === JSON.stringify(b.rows);

function general(right: Fingerprint, yours: Fingerprint): { id: string; says: Text } {
  return sameTable(right, yours) ? computesDifferently : differentTable;
}

const notAModel = (name: string) => ({
  id: 'not-a-model',
  says: {
    en: `${name} should return a model. tf.sequential({ layers: […] }) makes one: return it.`,
    zh: `${name} 应返回一个模型。tf.sequential({ layers: […] }) 会创建模型，请把它返回。`,
  },
});

const isBuilt = (model: tf.LayersModel) => (model.inputs?.length ?? 0) > 0;
const notBuilt = {
  id: 'input-shape-missing',
  says: {
    en: 'The model does not know the shape of its input, so it has no weights yet. Give the first layer inputShape, without the batch.',
    zh: '模型还不知道输入的形状，所以没有权重。请给第一层写上 inputShape，其中不含批量这一维。',
  },
};
const differentTable = {
  id: 'different-layers',
  says: {
    en: 'This is another network than the one in the table. The mark shows the first row that differs: look at the kind of layer, the shape that it gives, and its parameters.',
    zh: '这和表中的网络不是同一个。标出的是第一处不同的行：请对照层的种类、输出的形状和参数个数。',
  },
};
const computesDifferently = {
  id: 'computes-differently',
  says: {
    en: 'Shapes and parameters are right, and still the network computes something else. Look at what has neither: the activations, and where they stand.',
    zh: '形状和参数个数都对，但网络算出来的结果不同。请检查没有形状和参数的东西：激活函数，以及它们的位置。',
  },
};
