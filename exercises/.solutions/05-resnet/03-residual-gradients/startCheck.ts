import { type Check, callLearner, type Failure, failureOf, type LearnerModule } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { onEngine } from '../onEngine.js';
import { cannotBeAdded, tooSmall } from './networksCheck.js';

const says = {
  'start-not-seeded': {
    en: 'deepNetwork starts with other weights each time, so that two measurements cannot be compared. Give torchUniform a seed that depends on the layer’s place alone, and ResidualBlock one too: new ResidualBlock({ seed: block }).',
    zh: 'deepNetwork 每次的初始权重都不同，两次测量就没法比较。请给 torchUniform 一个只由层的位置决定的种子，ResidualBlock 也一样：new ResidualBlock({ seed: block })。',
  },
  'layers-start-alike': {
    en: 'Several of your layers start with the same kernel: torchUniform gives the same numbers for the same seed. Give each layer a seed of its own, in steps of 2: the bias takes seed + 1.',
    zh: '你有几个层的核初值完全相同：种子相同，torchUniform 给出的数就相同。请给每层各自的种子，每次加 2：偏置用的是 seed + 1。',
  },
  'another-start': {
    en: 'Your layers start otherwise than the numbers of README.md: with what TensorFlow.js takes if nothing is said, larger kernels and biases that are all zero. Give every layer ...start(fanIn, seed), with the function from README.md; fanIn is 25 for the first, 144 for the 3×3 ones and 2304 for the last.',
    zh: '你的层的初值和 README.zh-CN.md 里的不同：不写时 TensorFlow.js 用的是更大的核和全零的偏置。请用 README.zh-CN.md 里的函数，给每层加上 ...start(fanIn, seed)；fanIn 在第一层是 25，在 3×3 的层是 144，在最后一层是 2304。',
  },
};

const failure = (id: keyof typeof says) => failureOf({ id, says: says[id] });

/** A learner's network, or why there is none. */
export async function learnersNetwork(
  learner: LearnerModule,
  blocks: number,
  residual: boolean,
): Promise<{ readonly model: tf.LayersModel } | { readonly failure: Failure }> {
  const called = await callLearner(learner, 'deepNetwork', blocks, residual);
  if ('failure' in called) return { failure: cannotBeAdded(called.failure) ? tooSmall : called.failure };
  if (called.value instanceof tf.LayersModel) return { model: called.value };
  return {
    failure: failureOf({
      id: 'not-a-model',
      says: {
        en: 'deepNetwork should return a model. tf.model({ inputs, outputs }) makes one: return it.',
        zh: 'deepNetwork 应返回一个模型。tf.model({ inputs, outputs }) 会创建模型，请把它返回。',
      },
    }),
  };
}

const numbersOf = (model: tf.LayersModel) => model.getWeights().map(weight => Array.from(weight.dataSync()));

/** What is wrong with the weights that a network starts with; undefined where nothing is. */
export async function wrongStart(learner: LearnerModule): Promise<Failure | undefined> {
  const starts: number[][][] = [];
  let shapes: number[][] = [];
  for (const residual of [false, false, true]) {
    const network = await learnersNetwork(learner, 2, residual);
    if ('failure' in network) return network.failure;
    starts.push(numbersOf(network.model));
    shapes = network.model.getWeights().map(({ shape }) => shape);
    network.model.dispose();
  }
  const [first, second, third] = starts;
  if (first.join() !== second.join()) return failure('start-not-seeded');
  const kernels = [first, third].map(start => start.filter((_, at) => shapes[at]?.length === 4));
  if (kernels.some(hasTwins)) return failure('layers-start-alike');
  const outside = third.some((numbers, at) => isOutside(numbers, shapes[at] ?? [], shapes[at - 1] ?? []));
  return outside || first.some(isConstant) || third.some(isConstant) ? failure('another-start') : undefined;
}

const hasTwins = (kernels: readonly (readonly number[])[]) =>
  new Set(kernels.map(kernel => kernel.join())).size < kernels.length;

const isConstant = (numbers: readonly number[]) => numbers.every(value => value === numbers[0]);

/** True for weights that PyTorch would not start with. A bias comes after the kernel that it belongs to. */
function isOutside(numbers: readonly number[], shape: readonly number[], before: readonly number[]): boolean {
  const kernel = shape.length > 1 ? shape : before;
  const bound = 1 / Math.sqrt(kernel.slice(0, -1).reduce((product, size) => product * size, 1));
  return numbers.some(value => Math.abs(value) > 1.001 * bound);
}

/** The start that makes measurements repeatable, and like those of the README. */
export const startCheck: Check = onEngine({
  title: {
    en: 'deepNetwork starts with the same weights each time, no two layers alike',
    zh: 'deepNetwork 每次的初始权重相同，而各层互不相同',
  },
  run: learner => wrongStart(learner),
});
