import type { ProgramMistake } from '../../programMistakes.js';

/** LeNet-5's rate, which makes this network's loss grow beyond all bounds. */
const tooLarge = 0.3;

/** Says what is wrong with a learning rate that is not the recipe's. */
export function otherRate(rate: number): ProgramMistake {
  const found = rate.toPrecision(2);
  if (rate >= tooLarge) {
    return {
      id: 'learning-rate-too-large',
      says: {
        en: `Your learning rate is ${found}. LeNet-5 bears such steps, this network does not: nothing bounds its numbers as tanh did, and after ten steps or so the loss goes up without end. The recipe has tf.train.sgd(0.1).`,
        zh: `你的学习率是 ${found}。LeNet-5 受得了这么大的步子，这个网络受不了：没有 tanh 来限制数值的大小，大约十步之后，损失就会一路飞涨。配方用的是 tf.train.sgd(0.1)。`,
      },
    };
  }
  return {
    id: 'another-learning-rate',
    says: {
      en: `Your steps are those of SGD with a learning rate of ${found}. The recipe has tf.train.sgd(0.1), the same rate from first to last, and no momentum.`,
      zh: `你走的每一步相当于学习率为 ${found} 的 SGD。配方用的是 tf.train.sgd(0.1)，从头到尾学习率不变，也不用动量。`,
    },
  };
}
