import { type Failure, failureOf, type Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { type BlockClass, blockCheck, calling } from './learnerBlock.js';
import { wrongWeights } from './weightsCheck.js';

const says = {
  'not-registered': {
    en: "TensorFlow.js does not find your class when it loads a model. A saved model holds the class’s name alone: give the class `static className = 'ResidualBlock';` and write `tf.serialization.registerClass(ResidualBlock);` below it.",
    zh: "加载模型时，TensorFlow.js 找不到你的类。保存的模型里只有类的名字：请在类里写 `static className = 'ResidualBlock';`，并在类的下面写 `tf.serialization.registerClass(ResidualBlock);`。",
  },
  'config-without-super': {
    en: 'Your getConfig gives channels alone. What every layer has, its name and input shape among it, comes from the class above: return { ...super.getConfig(), channels: this.channels }.',
    zh: '你的 getConfig 只给出了 channels。每个层都有的名字、输入形状等来自父类：请返回 { ...super.getConfig(), channels: this.channels }。',
  },
  'config-incomplete': {
    en: 'Your getConfig does not say how many channels the block has, so that whoever loads it cannot make an equal one. Return { ...super.getConfig(), channels: this.channels }.',
    zh: '你的 getConfig 没有说明块有多少通道，加载时就造不出一样的块。请返回 { ...super.getConfig(), channels: this.channels }。',
  },
  'weight-names-change': {
    en: 'The block that is loaded has other names for its weights than the one that was saved, so they do not find their places. Name each by its place in the block alone, such as conv1/kernel, without a number that goes on counting.',
    zh: '加载出来的块和保存的块，权重的名字不同，因此对不上号。请只按权重在块中的位置命名，例如 conv1/kernel，不要带不断增加的编号。',
  },
} satisfies Record<string, Text>;

const failure = (id: keyof typeof says) => failureOf({ id, says: says[id] });

/** Why a model that holds the block does not come back from its file; undefined where it does. */
async function notLoaded(Block: BlockClass, channels: number): Promise<Failure | undefined> {
  const config = await calling('getConfig', () => new Block({ channels, name: 'block' }).getConfig());
  if ('failure' in config) return config.failure;
  if (!('name' in Object(config.value))) return failure('config-without-super');
  if (config.value.channels !== channels) return failure('config-incomplete');
  if (!isRegistered(Block)) return failure('not-registered');
  const called = await calling('getConfig', async () => ({ result: await comparison(Block, channels) }));
  return 'failure' in called ? called.failure : called.value.result;
}

/** The name must lead to this class: in one process there may be another of the same name. */
function isRegistered(Block: BlockClass): boolean {
  const { className } = Block as unknown as { className?: unknown };
  const { classNameMap } = tf.serialization.SerializationMap.getMap();
  return typeof className === 'string' && classNameMap[className]?.[0] === (Block as unknown);
}

async function comparison(Block: BlockClass, channels: number): Promise<Failure | undefined> {
  const block = new Block({ name: 'block', inputShape: [4, 4, channels], channels });
  const model = tf.sequential({ layers: [block] });
  const artifacts = await saved(model);
  model.dispose();
  try {
    (await tf.loadLayersModel({ load: async () => artifacts })).dispose();
  } catch (error) {
    if (/no target variable|are not set/.test(String(error))) return failure('weight-names-change');
    throw error;
  }
  return undefined;
}

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

/** A model that holds the block can be saved and loaded. */
export const savingCheck = blockCheck(
  { en: 'a model with the block can be saved and loaded', zh: '含有这个块的模型可以保存和加载' },
  async (Block, { random }) => {
    const channels = random.integer(2, 5);
    return (await wrongWeights(Block, [channels])) ?? notLoaded(Block, channels);
  },
);
