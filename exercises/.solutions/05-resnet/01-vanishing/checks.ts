import {
  type Check,
  callLearner,
  failureOf,
  formatNumber,
  functionCheck,
  type Mistake,
  type WrongCall,
} from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { onEngine } from '../onEngine.js';
import { buildNetwork, smallImages, smallNetwork, torchStart } from '../smallNetwork.js';
import { layerGradients, tensorsOf } from './layerGradients.js';
import { measuredNorms } from './measuredNorms.js';
import { type Args, mistakes } from './mistakes.js';

const call = {
  name: 'gradientNorms',
  parameters: ['model', 'x', 'y'],
  pass: (...[model, x, y]: Args) => [buildNetwork(model, x[0].length), ...tensorsOf(x, y)],
};

/** How the norm of one layer comes about. */
function drawNorm({ args, path: [index = 0], language }: WrongCall<Args>): string[] {
  const { name, kernelShape, kernel } = layerGradients(...args)[index];
  const squares = kernel.reduce((sum, value) => sum + value * value, 0);
  const first = kernel.slice(0, 4).map(formatNumber).join(', ');
  const [shape, square, root] = [
    kernelShape.join('×'),
    formatNumber(squares),
    formatNumber(Math.sqrt(squares)),
  ];
  return {
    en: [
      `The kernel of ${name} is ${shape}: ${kernel.length} gradients, ${first}, …`,
      `Their squares add up to ${square}; the root of that is ${root}.`,
    ],
    zh: [
      `${name} 的核是 ${shape}：共 ${kernel.length} 个梯度，${first}，……`,
      `它们的平方和为 ${square}，开平方得 ${root}。`,
    ],
  }[language];
}

const normsOfSmallNetworks = functionCheck<Args>({
  ...call,
  title: {
    en: 'gives the norm for each kernel, as measured with finite differences',
    zh: '给出每个核的梯度范数，与有限差分量出来的一致',
  },
  cases: random => [
    [
      smallNetwork(random, { convolutions: 1, filters: 2, imageSize: 4, classes: 3 }),
      smallImages(random, 2, 4),
      random.matrix([2], 0, 2),
    ],
    [
      smallNetwork(random, { convolutions: 2, filters: 3, imageSize: 5, classes: 4 }),
      smallImages(random, 5, 5),
      random.matrix([5], 0, 3),
    ],
  ],
  expected: measuredNorms,
  mistakes,
  draw: drawNorm,
});

/** Anything may come from the learner. */
const powers = (norms: unknown) =>
  Array.isArray(norms) ? norms.map(norm => Math.log10(Number(norm))) : norms;

const rounded = (digits: number): Mistake<Args> => ({
  id: 'rounded',
  says: {
    en: `Your norms are rounded to ${digits} decimals, and the smallest are gone. What is to be seen here lies far behind the point: return the numbers as they are.`,
    zh: `你把范数四舍五入到了 ${digits} 位小数，最小的那些就没有了。这里要看的东西在小数点后很远的地方：请原样返回。`,
  },
  instead: (...args) =>
    layerGradients(...args).map(({ kernel }) => Number(Math.hypot(...kernel).toFixed(digits))),
});

const normsOfDeepNetworks = functionCheck<Args>({
  ...call,
  title: {
    en: 'finds the small norms of 2, 10 and 20 layers (shown as powers of ten)',
    zh: '算得出 2、10、20 层网络里很小的范数（以 10 的幂表示）',
  },
  cases: random =>
    [2, 10, 20].map(convolutions => [
      smallNetwork(random, { convolutions, filters: 6, imageSize: 6, classes: 10 }, torchStart),
      smallImages(random, 4, 6),
      random.matrix([4], 0, 9),
    ]),
  expected: (...args) => layerGradients(...args).map(({ kernel }) => Math.log10(Math.hypot(...kernel))),
  read: powers,
  mistakes: [
    ...mistakes.map(mistake => ({
      ...mistake,
      instead: (...args: Args) => powers(mistake.instead(...args)),
    })),
    ...[2, 3, 4, 5, 6, 8]
      .map(rounded)
      .map(mistake => ({ ...mistake, instead: (...args: Args) => powers(mistake.instead(...args)) })),
  ],
  draw: drawNorm,
});

const leavesAllAsItWas: Check = {
  title: { en: 'leaves no tensor behind, and the weights as they are', zh: '不留下张量，也不改动权重' },
  async run(learner, { random }) {
    const model = buildNetwork(
      smallNetwork(random, { convolutions: 2, filters: 2, imageSize: 4, classes: 3 }),
      4,
    );
    const [x, y] = tensorsOf(smallImages(random, 3, 4), [0, 1, 2]);
    const weights = () => model.getWeights().flatMap(weight => Array.from(weight.dataSync()));
    const before = weights();
    let left = 0;
    // Counted around the call itself: while one waits, others may make tensors of their own.
    const counted = (...args: readonly unknown[]) => {
      const tensors = tf.memory().numTensors;
      const norms = (learner.gradientNorms as (...args: readonly unknown[]) => unknown)(...args);
      left = tf.memory().numTensors - tensors;
      return norms;
    };
    const called = await callLearner(
      'gradientNorms' in learner ? { gradientNorms: counted } : {},
      'gradientNorms',
      model,
      x,
      y,
    );
    if ('failure' in called) return called.failure;
    if (weights().some((value, index) => value !== before[index])) return failureOf(weightsChanged);
    return left > 0 ? failureOf(tensorsLeaked(left)) : undefined;
  },
};

const weightsChanged = {
  id: 'weights-changed',
  says: {
    en: 'The weights are others after your function has run: you took a training step. Here the gradients are looked at and nothing else: tf.variableGrads finds them and changes nothing, an optimizer’s minimize does.',
    zh: '你的函数运行之后权重变了：你做了一步训练。这里只看梯度：tf.variableGrads 只求梯度、什么都不改，而优化器的 minimize 会改。',
  },
};

const tensorsLeaked = (left: number) => ({
  id: 'tensors-leaked',
  says: {
    en: `Your function leaves ${left} tensors behind, and whoever calls it often runs out of memory. Put its body into tf.tidy(() => { … }), which frees all but what it returns; numbers, read with dataSync, outlive it.`,
    zh: `你的函数留下了 ${left} 个张量没有释放，调用多了就会耗尽内存。请把函数体放进 tf.tidy(() => { … })，除返回值之外它都会释放；用 dataSync 读出来的数不受影响。`,
  },
});

/** What the exercise asks for. */
export const checks: readonly Check[] = [normsOfSmallNetworks, normsOfDeepNetworks, leavesAllAsItWas].map(
  onEngine,
);
