import { type Check, callLearner, type Failure, failureOf, type Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { useEngine } from './engine.js';
import { Fingerprint, once, outputOf, released } from './fingerprint.js';
import { sameTable, tables } from './layerRows.js';
import { withoutWeights } from './narrowModel.js';
import { otherDropout } from './otherDropout.js';

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
  /** What that function is called with; nothing by default. */
  readonly args?: readonly unknown[];
  /** For a network that takes seconds to fill with numbers: it is compared with few channels and units. */
  readonly narrow?: boolean;
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
export function networkCheck(options: NetworkCheckOptions): Check {
  const { title, name, args = [], narrow = false, reference, mistakes } = options;
  const build: Build = narrow ? withoutWeights : async make => make();
  const fingerprint = async (make: () => tf.LayersModel) => {
    const output = async () => released(await build(make), model => outputOf(model, narrow));
    return released(await build(make), async model => new Fingerprint(model, output));
  };
  // They are the same for every learner, and building them takes most of the time.
  const right = once(() => fingerprint(reference));
  const wrong = mistakes.map(mistake => ({ mistake, print: once(() => fingerprint(mistake.instead)) }));
  return {
    title,
    run: async (learner, run) => {
      const device = await useEngine(run);
      if ('notRun' in device) return device;
      const called = await build(() => callLearner(learner, name, ...args));
      if ('failure' in called) return importedAsType(called.failure) ?? called.failure;
      const built = called.value;
      if (!(built instanceof tf.LayersModel)) return failureOf(notAModel(name));
      if (!isBuilt(built)) return failureOf(notBuilt);
      const yours = new Fingerprint(built, () => outputOf(built, narrow));
      return differenceOf(yours, await right(), wrong);
    },
  };
}

/** Calls a function that builds networks. */
type Build = <T>(make: () => T | Promise<T>) => Promise<T>;

async function differenceOf(
  yours: Fingerprint,
  right: Fingerprint,
  wrong: readonly { readonly mistake: NetworkMistake; readonly print: () => Promise<Fingerprint> }[],
): Promise<Failure | undefined> {
  if (await right.is(yours)) return undefined;
  for (const { mistake, print } of wrong) {
    if (await (await print()).is(yours))
      return failureOf(mistake, language => tables(right, yours, language));
  }
  return failureOf(general(right, yours), language => tables(right, yours, language));
}

function general(right: Fingerprint, yours: Fingerprint): { id: string; says: Text } {
  if (!sameTable(right, yours)) return differentTable;
  return right.dropouts === yours.dropouts
    ? computesDifferently
    : otherDropout(right.dropouts, yours.dropouts);
}

/** The stub imports types only, and TensorFlow.js is not there when its functions are called. */
function importedAsType(failure: Failure): Failure | undefined {
  if (failure.mistake !== 'threw' || !/tf is not defined/.test(failure.explain('en'))) return undefined;
  return failureOf({
    id: 'imported-as-type',
    says: {
      en: "exercise.ts imports only the types of TensorFlow.js, which are gone when it runs. Take the word type out of the import: import * as tf from '@tensorflow/tfjs';",
      zh: "exercise.ts 只导入了 TensorFlow.js 的类型，运行时类型已经不存在了。请去掉导入语句里的 type：import * as tf from '@tensorflow/tfjs';",
    },
  });
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
