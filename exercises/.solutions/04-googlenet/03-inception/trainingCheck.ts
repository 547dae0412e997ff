import { type Check, type Failure, failureOf, type Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { blockCheck } from './blockCheck.js';
import { type BlockClass, built, calling, disposeWeights } from './learnerBlock.js';
import { wrongValues } from './valueCheck.js';
import { wrongWeights } from './wrongWeights.js';

const sizes = { channels: 5, narrow: 5, wide: 5 };

const startAlike: Text = {
  en: 'All numbers of a kernel start with the same value. Then all its channels compute the same, get the same gradient and stay the same for ever; with 0 nothing comes through at all. Start kernels at random: tf.initializers.glorotUniform({}).',
  zh: '你有的核里所有数的初值都一样。这样它的各个通道算出的结果相同，得到的梯度也相同，永远分不开；如果都是 0，就什么也传不过去。核要随机初始化：tf.initializers.glorotUniform({})。',
};

const gradientCut: Text = {
  en: 'Some weights get no gradient, so that training will not change them. Use each kernel.read() and bias.read() itself in call, not a copy of its numbers.',
  zh: '有些权重得不到梯度，训练不会改变它们。请在 call 里直接使用每个 kernel.read() 和 bias.read()，不要用数值的副本。',
};

/** The gradient of some loss with respect to each weight, and how the kernels start. */
function trained(Block: BlockClass): { alike: boolean; cut: boolean } {
  const block = built(Block, sizes, [6, 6]);
  return tf.tidy(() => {
    const images = tf.randomUniform([2, 6, 6, sizes.channels], -1, 1, 'float32', 7);
    const weights = block.trainableWeights.map(weight => weight.read() as tf.Variable);
    const loss = () => tf.mean(tf.square(block.apply(images) as tf.Tensor)) as tf.Scalar;
    const { grads } = tf.variableGrads(loss, weights);
    const alike = weights.filter(({ rank }) => rank === 4).some(isConstant);
    const cut = weights.some(({ name }) => !grads[name]);
    disposeWeights(block);
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
  if (called.value.alike) return failureOf({ id: 'weights-start-alike', says: startAlike });
  return called.value.cut ? failureOf({ id: 'gradient-cut', says: gradientCut }) : undefined;
}

/** All weights can be trained from where they start. */
export const trainingCheck: Check = blockCheck(
  { en: 'a step of training changes all 14 weights', zh: '训练一步，14 个权重都会变' },
  async (Block, run) => {
    const failure = (await wrongWeights(Block, [sizes])) ?? (await notTrained(Block));
    if (failure?.mistake !== 'gradient-cut') return failure;
    // A weight has no gradient where the block does not use it: what it computes instead is the reason.
    return (await wrongValues(Block, run)) ?? failure;
  },
);
