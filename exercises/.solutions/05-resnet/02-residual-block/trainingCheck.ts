import { type Failure, failureOf } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { type BlockClass, blockCheck, built, calling } from './learnerBlock.js';
import { wrongValues } from './valueCheck.js';
import { wrongWeights } from './weightsCheck.js';

const startsAlike = {
  id: 'weights-start-alike',
  says: {
    en: 'All numbers of a kernel of yours start out the same, zeros perhaps. Then all its filters compute the same and are changed alike: they stay the same for ever, and behind a kernel of zeros nothing is learned at all. Start kernels at random, with tf.initializers.glorotUniform({}).',
    zh: '你的某个核里所有数的初值都相同，比如全是零。这样各个滤波器算出的一样，改变得也一样，永远没有分别；核全是零时更是什么都学不到。核要随机初始化，例如 tf.initializers.glorotUniform({})。',
  },
};

const gradientCut = {
  id: 'gradient-cut',
  says: {
    en: 'The loss’s gradient does not reach all four weights. Use each of them in call, by read() and TensorFlow.js’s operations; what dataSync or arraySync has read out is a copy, which training cannot follow.',
    zh: '损失的梯度没有传到全部四个权重。请在 call 里用 read() 和 TensorFlow.js 的运算用上每一个权重；dataSync 或 arraySync 读出来的只是副本，训练无法顺着它往回走。',
  },
};

const channels = 3;

/** Which of the block's weights a loss's gradient reaches, and how the kernels start. */
function trained(Block: BlockClass): { alike: boolean; cut: boolean } {
  const block = built(Block, channels, [6, 6]);
  return tf.tidy(() => {
    const images = tf.randomUniform([4, 6, 6, channels], -1, 1, 'float32', 7);
    const weights = block.trainableWeights.map(weight => weight.read() as tf.Variable);
    const loss = () => tf.mean(tf.square(block.apply(images) as tf.Tensor)) as tf.Scalar;
    const alike = weights.filter(({ rank }) => rank === 4).some(isConstant);
    const { grads } = tf.variableGrads(loss, weights);
    const cut = weights.some(({ name }) => !grads[name]);
    for (const weight of block.weights) weight.dispose();
    return { alike, cut };
  });
}

function isConstant(kernel: tf.Tensor): boolean {
  const numbers = kernel.dataSync();
  return numbers.every(value => value === numbers[0]);
}

async function notTrained(Block: BlockClass): Promise<Failure | undefined> {
  const called = await calling('call', () => trained(Block));
  if ('failure' in called) return called.failure;
  if (called.value.alike) return failureOf(startsAlike);
  return called.value.cut ? failureOf(gradientCut) : undefined;
}

/** All weights can be trained from where they start. */
export const trainingCheck = blockCheck(
  { en: 'a step of training changes all four weights', zh: '训练一步，四个权重都会变' },
  async (Block, run) => {
    const failure = (await wrongWeights(Block, [channels])) ?? (await notTrained(Block));
    if (failure?.mistake !== 'gradient-cut') return failure;
    // A weight has no gradient where the block does not use it: what it computes instead is the reason.
    return (await wrongValues(Block, run)) ?? failure;
  },
);
