import type { ProgramMistake } from '../../programMistakes.js';
import { trial } from './trial.js';

const { width, limit, testLimit } = trial;

export const widthIgnored: ProgramMistake = {
  id: 'width-ignored',
  says: {
    en: `Your network has all of AlexNet's channels and units. width says which share of them it is to have, here ${width}: filters: 96 * width, and so on. Only the 10 of the last layer stay.`,
    zh: `你的网络用了 AlexNet 全部的通道和单元。width 规定了要用其中多大的比例，这里是 ${width}：写成 filters: 96 * width，其余类推。只有最后一层的 10 个不变。`,
  },
};
export const widthLeftOut: ProgramMistake = {
  id: 'width-ignored',
  says: {
    en: 'Your convolutions are as narrow as width says, but F9 and F10 have all of their 4096 units: units: 4096 * width.',
    zh: '你的卷积层已经按 width 变窄，但 F9 和 F10 仍然是全部 4096 个单元：应写成 units: 4096 * width。',
  },
};
export const imageSizeIgnored: ProgramMistake = {
  id: 'image-size-ignored',
  says: {
    en: 'Your network takes images of 224×224 whatever is asked for. imageSize says how large they are: resize(imageSize) for the pixels, inputShape: [imageSize, imageSize, 1] for the network.',
    zh: '不管要求多大，你的网络接收的总是 224×224 的图像。图像的大小由 imageSize 规定：像素用 resize(imageSize)，网络用 inputShape: [imageSize, imageSize, 1]。',
  },
};
export const computesDifferently: ProgramMistake = {
  id: 'computes-differently',
  says: {
    en: 'With the same weights, your network gives other numbers than AlexNet. What has no weights is different: an activation, a pooling, a padding or a stride. Compare it with your network of exercise 4.',
    zh: '权重相同时，你的网络给出的数和 AlexNet 不同。不一样的是没有权重的东西：激活函数、池化、填充或步幅。请和练习 4 里你搭的网络对照。',
  },
};
export const dropoutNotSeeded: ProgramMistake = {
  id: 'dropout-not-seeded',
  says: {
    en: 'tf.layers.dropout drops other units each time the program runs: nobody can repeat your training. Take new Dropout({ rate: 0.5, seed }) of @featuremap/layers, with a seed that comes from the one handed over.',
    zh: 'tf.layers.dropout 每次运行程序丢弃的单元都不同：谁也无法重复你的训练。请改用 @featuremap/layers 的 new Dropout({ rate: 0.5, seed })，其中的种子由传进来的那个得到。',
  },
};
export const sameMask: ProgramMistake = {
  id: 'same-mask',
  says: {
    en: 'tf.layers.dropout with a seed drops the same units in every step: they never learn anything. new Dropout({ rate: 0.5, seed }) of @featuremap/layers takes a seed too, and draws anew in each step.',
    zh: '给了种子的 tf.layers.dropout，每一步丢弃的都是同样的单元：它们永远学不到东西。@featuremap/layers 的 new Dropout({ rate: 0.5, seed }) 也接收种子，而且每一步重新抽取。',
  },
};
export const neverInTraining: ProgramMistake = {
  id: 'not-in-training',
  says: {
    en: 'The network is never told that it is training, so dropout drops nothing. Trainer tells it; a loop of your own has to call model.apply(x, { training: true }).',
    zh: '网络从来不知道自己在训练，所以 dropout 什么也没丢弃。Trainer 会告诉它；自己写的循环要调用 model.apply(x, { training: true })。',
  },
};
export const dropoutInTest: ProgramMistake = {
  id: 'dropout-at-inference',
  says: {
    en: 'You test with { training: true }: half of the units are dropped while the network answers. In the test all of them work: model.predict(x), or trainer.evaluate(loader).',
    zh: '你测试时用了 { training: true }：网络在回答时有一半单元被丢弃了。测试时所有单元都要工作：用 model.predict(x)，或者 trainer.evaluate(loader)。',
  },
};
export const otherImages: ProgramMistake = {
  id: 'other-images',
  says: {
    en: 'The images that go into the network are not those of the recipe: toTensor(), normalize(0.1307, 0.3081), resize(imageSize), the same for training and for the test.',
    zh: '送进网络的图像和配方不符：toTensor()、normalize(0.1307, 0.3081)、resize(imageSize)，训练和测试都一样。',
  },
};
export const notTested: ProgramMistake = {
  id: 'not-tested',
  says: {
    en: 'No image went into the network after the last step, so accuracy is none of the trained network. Train first, then evaluate on the test images.',
    zh: '最后一步之后，没有任何图像送进网络，所以 accuracy 不是训练好的网络的准确率。请先训练，再用测试图像评估。',
  },
};
export const someTested = (images: number): ProgramMistake => ({
  id: 'accuracy-of-some-images',
  says: {
    en: `You test on ${images} of the test images. testLimit says how many to take: here the first ${testLimit}.`,
    zh: `你只用了 ${images} 张测试图像。testLimit 规定了取多少张：这里是前 ${testLimit} 张。`,
  },
});
export const testLimitIgnored: ProgramMistake = {
  id: 'test-limit-ignored',
  says: {
    en: `You test on more images than were asked for. testLimit says how many to take: here the first ${testLimit}. dataset.take(testLimit) gives them.`,
    zh: `你测试用的图像比要求的多。testLimit 规定了取多少张：这里是前 ${testLimit} 张。用 dataset.take(testLimit) 取出来。`,
  },
};
export const notSgd: ProgramMistake = {
  id: 'another-optimizer',
  says: {
    en: 'The weights do not move as SGD with a learning rate of 0.1 moves them. The recipe is tf.train.sgd(0.1): no other rate, no momentum, no Adam.',
    zh: '权重的变化和学习率为 0.1 的 SGD 不同。配方是 tf.train.sgd(0.1)：不用别的学习率，不用动量，也不用 Adam。',
  },
};
export const otherRate = (rate: number): ProgramMistake => ({
  id: 'another-optimizer',
  says: {
    en: `Your steps are those of SGD with a learning rate of ${rate.toPrecision(2)}. The recipe is tf.train.sgd(0.1), without momentum.`,
    zh: `你走的每一步相当于学习率为 ${rate.toPrecision(2)} 的 SGD。配方是 tf.train.sgd(0.1)，不用动量。`,
  },
});
export const lossRises = (before: number, after: number): ProgramMistake => ({
  id: 'loss-not-falling',
  says: {
    en: `Going through the same ${limit} images once more should make their loss smaller. It went from ${before.toFixed(4)} to ${after.toFixed(4)}. A step goes against the gradient: is a sign wrong somewhere?`,
    zh: `再过一遍同样的 ${limit} 张图像，它们的损失应该变小，却从 ${before.toFixed(4)} 变成 ${after.toFixed(4)}。每一步要沿梯度的反方向走：是不是哪里符号反了？`,
  },
});
