import { type Check, type Failure, failureOf, type Random, type Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import type { Sizes } from './block.js';
import { blockCheck } from './blockCheck.js';
import { type BlockClass, calling } from './learnerBlock.js';
import { wrongWeights } from './wrongWeights.js';

const says = {
  'not-registered': {
    en: "TensorFlow.js does not find your class when it loads a model. A saved model holds the class’s name alone: give the class `static className = 'Inception';` and write `tf.serialization.registerClass(Inception);` below it.",
    zh: "加载模型时，TensorFlow.js 找不到你的类。保存的模型里只有类的名字：请在类里写 `static className = 'Inception';`，并在类的下面写 `tf.serialization.registerClass(Inception);`。",
  },
  'config-without-super': {
    en: 'Your getConfig gives narrow and wide alone. What every layer has, its name and input shape among it, comes from the class above: return { ...super.getConfig(), narrow: this.narrow, wide: this.wide }.',
    zh: '你的 getConfig 只给出了 narrow 和 wide。每个层都有的名字、输入形状等来自父类：请返回 { ...super.getConfig(), narrow: this.narrow, wide: this.wide }。',
  },
  'config-incomplete': {
    en: 'The block that is loaded has other widths than the one that was saved: they are missing from getConfig, so that the defaults came back. Return { ...super.getConfig(), narrow: this.narrow, wide: this.wide }.',
    zh: '加载出来的块和保存的块宽度不同：getConfig 里缺少它们，于是又变回了默认值。请返回 { ...super.getConfig(), narrow: this.narrow, wide: this.wide }。',
  },
  'weight-names-change': {
    en: 'The block that is loaded has other names for its weights than the one that was saved, so they do not find their places. Name each by its place in the block alone, such as branch2.0/kernel, without a number that goes on counting.',
    zh: '加载出来的块和保存的块，权重的名字不同，因此对不上号。请只按权重在块中的位置命名，例如 branch2.0/kernel，不要带不断增加的编号。',
  },
} satisfies Record<string, Text>;

const failure = (id: keyof typeof says) => failureOf({ id, says: says[id] });

/** Why a model that holds the block does not come back from its file; undefined where it does. */
async function notLoaded(Block: BlockClass, sizes: Sizes): Promise<Failure | undefined> {
  const config = await calling('getConfig', () => new Block({ ...sizes, name: 'mix' }).getConfig());
  if ('failure' in config) return config.failure;
  if (!('name' in config.value)) return failure('config-without-super');
  if (!isRegistered(Block)) return failure('not-registered');
  const called = await calling('getConfig', async () => {
    const model = modelOf(Block, sizes);
    const result = await comparison(model);
    model.dispose();
    return { result };
  });
  return 'failure' in called ? called.failure : called.value.result;
}

/** The name must lead to this class: in one process there may be another of the same name. */
function isRegistered(Block: BlockClass): boolean {
  const { className } = Block as unknown as { className?: unknown };
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  return typeof className === 'string' && classNameMap[className]?.[0] === (Block as unknown);
}

function modelOf(Block: BlockClass, { channels, narrow, wide }: Sizes): tf.LayersModel {
  const block = new Block({ name: 'mix', inputShape: [4, 4, channels], narrow, wide });
  return tf.sequential({ layers: [block] });
}

async function comparison(model: tf.LayersModel): Promise<Failure | undefined> {
  const artifacts = await saved(model);
  const again = await tf.loadLayersModel({ load: async () => ({ modelTopology: artifacts.modelTopology }) });
  const sameShapes = shapesOf(again) === shapesOf(model);
  again.dispose();
  if (!sameShapes) return failure('config-incomplete');
  try {
    (await tf.loadLayersModel({ load: async () => artifacts })).dispose();
  } catch (error) {
    if (/no target variable|are not set/.test(String(error))) return failure('weight-names-change');
    throw error;
  }
  return undefined;
}

const shapesOf = (model: tf.LayersModel) => model.weights.map(({ shape }) => shape.join('×')).join(' ');

/** What TensorFlow.js would write into a file, read again. */
async function saved(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let text = '';
  let weightData: tf.io.WeightData | undefined;
  await model.save(
    tf.io.withSaveHandler(async ({ weightData: data, ...rest }) => {
      text = JSON.stringify(rest);
      weightData = data;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  return { ...JSON.parse(text), weightData };
}

const anySizes = (random: Random): Sizes => ({
  channels: random.integer(2, 4),
  narrow: random.integer(5, 6),
  wide: random.integer(7, 9),
});

/** A model that holds the block can be saved and loaded. */
export const savingCheck: Check = blockCheck(
  { en: 'a model with the block can be saved and loaded', zh: '含有这个块的模型可以保存和加载' },
  async (Block, { random }) => {
    const sizes = anySizes(random);
    return (await wrongWeights(Block, [sizes])) ?? notLoaded(Block, sizes);
  },
);
