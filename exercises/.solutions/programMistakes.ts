import type { Text } from '@featuremap/grader';

/** Something that a program at a chapter's end does wrong. */
export interface ProgramMistake {
  readonly id: string;
  /** What the learner did, why it is wrong and what to do. */
  readonly says: Text;
}

export const incomplete = (missing: readonly string[]): ProgramMistake => ({
  id: 'result-incomplete',
  says: {
    en: `The result lacks something, or has it in another form: ${missing.join(', ')}. Return { model, layerTable, losses, lossPlot, accuracy }.`,
    zh: `返回的结果不完整，或者形式不对：${missing.join('、')}。请返回 { model, layerTable, losses, lossPlot, accuracy }。`,
  },
});
export const disposed: ProgramMistake = {
  id: 'model-disposed',
  says: {
    en: 'The model that you return has been disposed: its weights are gone. Whoever called your program wants to use the network: do not dispose it.',
    zh: '你返回的模型已经被 dispose，权重没有了。调用程序的人还要用这个网络：不要释放它。',
  },
};
export const anotherNetwork: ProgramMistake = {
  id: 'another-network',
  says: {
    en: 'The model has other weights than the network of this chapter. Copy the network that you built before, without changes.',
    zh: '模型的权重和本章的网络不同。请把之前搭好的网络原样复制过来。',
  },
};
export const softmaxInNetwork: ProgramMistake = {
  id: 'softmax-in-network',
  says: {
    en: 'The network ends in a softmax, and the loss applies one too: twice flattens the gradients. The last layer gives logits, without an activation.',
    zh: '网络末尾已经有 softmax，损失函数里又做了一次：做两次会把梯度压平。最后一层应直接输出 logits，不加激活函数。',
  },
};
export const lossesNotFinite: ProgramMistake = {
  id: 'losses-not-finite',
  says: {
    en: 'Some of the losses are NaN or infinite. Is the learning rate the one of the recipe, and are the pixels normalised?',
    zh: '有的损失是 NaN 或无穷大。学习率是配方里的值吗？像素归一化了吗？',
  },
};
export const diverged: ProgramMistake = {
  id: 'learning-rate-too-large',
  says: {
    en: 'Your training diverged: the loss grew beyond all bounds. A step that is too long makes the gradient larger, and the next step longer still. Take the optimizer of the recipe: its learning rate, and no momentum.',
    zh: '你的训练发散了：损失越来越大，没有止境。步子太大，梯度就变大，下一步又更大。请用配方里的优化器：学习率照配方，不用动量。',
  },
};
export const lossesPerEpoch = (epochs: number): ProgramMistake => ({
  id: 'losses-per-epoch',
  says: {
    en: `losses holds ${epochs} numbers, one for each epoch. One for each step is wanted: history.losses has them.`,
    zh: `losses 里有 ${epochs} 个数，每轮一个。应该每一步一个：history.losses 里就是。`,
  },
});
export const limitIgnored = (limit: number, wanted: number, most: number): ProgramMistake => ({
  id: 'limit-ignored',
  says: {
    en: `Your training was stopped after ${most} steps, where ${wanted} are enough. Does it go through all training images? limit says how many to take, here the first ${limit}: dataset.take(limit) gives them.`,
    zh: `你的训练走了 ${most} 步还没有结束，而这里只需 ${wanted} 步，所以被中止了。是不是用了全部训练图像？limit 规定了取多少张，这里是前 ${limit} 张：用 dataset.take(limit) 取出来。`,
  },
});
export const trainedOnTest: ProgramMistake = {
  id: 'test-images-in-training',
  says: {
    en: 'You train on test images. What a network has seen in training says nothing about how it does on new images: train with { train: true }, test with { train: false }.',
    zh: '你用测试图像来训练。网络训练时见过的图像，说明不了它在新图像上的表现：训练用 { train: true }，测试用 { train: false }。',
  },
};
export const notShuffled = (batchSize: number): ProgramMistake => ({
  id: 'not-shuffled',
  says: {
    en: `The training images come in the order of the file, the same in every epoch. DataLoader shuffles them: { batchSize: ${batchSize}, shuffle: true, seed }.`,
    zh: `训练图像是按文件里的顺序来的，每一轮都一样。DataLoader 可以打乱顺序：{ batchSize: ${batchSize}, shuffle: true, seed }。`,
  },
});
export const epochsIgnored = (wanted: number, got: number): ProgramMistake => ({
  id: 'epochs-ignored',
  says: {
    en: `You train for ${got} epochs whatever is asked for; here epochs is ${wanted}. Hand it on to fit.`,
    zh: `不管要求多少轮，你都训练 ${got} 轮；这里的 epochs 是 ${wanted}。请把它传给 fit。`,
  },
});
export const lossCount = (wanted: number, got: number, batchSize: number): ProgramMistake => ({
  id: 'wrong-number-of-steps',
  says: {
    en: `losses holds ${got} numbers, and ${wanted} steps are to be taken. A step takes ${batchSize} images: is that your batchSize?`,
    zh: `losses 里有 ${got} 个数，而应该走 ${wanted} 步。每一步用 ${batchSize} 张图像：你的 batchSize 是这个数吗？`,
  },
});
export const shapeNotInTable = (layer: string, shape: readonly number[]): ProgramMistake => ({
  id: 'layer-table-incomplete',
  says: {
    en: `The layer table does not have the output shape of the layer ${layer}, which is ${shape.join('×')}. model.summary(undefined, undefined, line => …) hands over one line after the other: join them all.`,
    zh: `层表里没有 ${layer} 这一层的输出形状 ${shape.join('×')}。model.summary(undefined, undefined, line => …) 会一行一行地交给你：把它们都连起来。`,
  },
});
export const totalNotInTable = (total: string): ProgramMistake => ({
  id: 'layer-table-incomplete',
  says: {
    en: `The layer table does not say how many parameters the network has: ${total}. model.summary(undefined, undefined, line => …) hands over one line after the other, the total among them: join them all.`,
    zh: `层表里没有网络的参数总数：${total}。model.summary(undefined, undefined, line => …) 会一行一行地交给你，其中就有总数：把它们都连起来。`,
  },
});
export const plotEmpty: ProgramMistake = {
  id: 'plot-empty',
  says: {
    en: 'lossPlot is no SVG with a curve in it. plotLoss(history) of @featuremap/trainer/plot returns one.',
    zh: 'lossPlot 不是带曲线的 SVG。@featuremap/trainer/plot 的 plotLoss(history) 会返回一个。',
  },
};
export const nothingReported: ProgramMistake = {
  id: 'nothing-reported',
  says: {
    en: 'Your program never called report. A training takes minutes, and whoever waits wants to know that it goes on: call report with a line after each epoch.',
    zh: '你的程序从没调用 report。训练要好几分钟，等待的人想知道它还在进行：每一轮之后用一行文字调用 report。',
  },
};
export const inPercent = (accuracy: number): ProgramMistake => ({
  id: 'accuracy-in-percent',
  says: {
    en: `accuracy is ${accuracy.toFixed(2)}, in percent. It is a share, from 0 to 1.`,
    zh: `accuracy 是 ${accuracy.toFixed(2)}，用的是百分数。它应是 0 到 1 之间的比例。`,
  },
});
export const ofTrainingImages: ProgramMistake = {
  id: 'accuracy-of-training-images',
  says: {
    en: 'This is the accuracy on the training images. A network may know those by heart: evaluate on { train: false }.',
    zh: '这是在训练图像上的准确率。网络可能只是把它们背下来了：要在 { train: false } 的图像上评估。',
  },
};
export const ofSomeImages = (testLimit: number): ProgramMistake => ({
  id: 'accuracy-of-some-images',
  says: {
    en: `This is the accuracy on fewer test images than were asked for. limit is for training; the test takes ${testLimit} images, the first ones.`,
    zh: `这是在一部分测试图像上的准确率，比要求的少。limit 只管训练；测试要用前 ${testLimit} 张。`,
  },
});
export const testLimitIgnored = (testLimit: number): ProgramMistake => ({
  id: 'test-limit-ignored',
  says: {
    en: `This is the accuracy on all test images. testLimit says how many to take: here the first ${testLimit}. dataset.take(testLimit) gives them.`,
    zh: `这是在全部测试图像上的准确率。testLimit 规定了取多少张：这里是前 ${testLimit} 张。用 dataset.take(testLimit) 取出来。`,
  },
});
export const notNormalised: ProgramMistake = {
  id: 'not-normalised',
  says: {
    en: 'Your images go into the network without being normalised. After toTensor comes normalize(0.1307, 0.3081), for training and test alike.',
    zh: '你的图像没有归一化就送进了网络。toTensor 之后还要 normalize(0.1307, 0.3081)，训练和测试都一样。',
  },
};
export const normalisedTwice: ProgramMistake = {
  id: 'normalised-twice',
  says: {
    en: 'Your images are normalised twice. One normalize(0.1307, 0.3081) after toTensor is enough.',
    zh: '你的图像归一化了两次。toTensor 之后做一次 normalize(0.1307, 0.3081) 就够了。',
  },
};
export const otherAccuracy = (claimed: number, measured: number, images: number): ProgramMistake => ({
  id: 'wrong-accuracy',
  says: {
    en: `accuracy is ${claimed.toFixed(4)}, and the model that you return gets ${measured.toFixed(4)} of the ${images} test images right. Evaluate that model, after training, on all of them.`,
    zh: `accuracy 是 ${claimed.toFixed(4)}，而你返回的模型在 ${images} 张测试图像上的准确率是 ${measured.toFixed(4)}。请在训练之后，用全部测试图像评估这个模型。`,
  },
});
export const seedIgnored = (step: number, before: number, got: number): ProgramMistake => ({
  id: 'seed-ignored',
  says: {
    en: `The same seed gave other losses the second time: step ${step} had ${before.toFixed(6)}, then ${got.toFixed(6)}. Hand seed on to the weights' initialisers and to the DataLoader; everything that is random needs it.`,
    zh: `同一个种子，第二次得到的损失不同：第 ${step} 步先是 ${before.toFixed(6)}，后是 ${got.toFixed(6)}。要把 seed 传给权重的初始化和 DataLoader；凡是随机的地方都需要它。`,
  },
});
export const seedFixed = (loss: number): ProgramMistake => ({
  id: 'seed-fixed',
  says: {
    en: `Two different seeds gave the same first loss, ${loss.toFixed(6)}: you have written a seed in. Use the one that is handed over, for the weights' initialisers and for the DataLoader.`,
    zh: `两个不同的种子得到了同样的第一个损失 ${loss.toFixed(6)}：你写死了种子。权重的初始化和 DataLoader 都要用传进来的那个。`,
  },
});
export const notTrained: ProgramMistake = {
  id: 'not-trained',
  says: {
    en: 'The weights of the model that you return do not depend on how long it was trained. Do you return another model than the one that fit trained?',
    zh: '你返回的模型，权重和训练时间长短无关。返回的是不是另一个模型，而不是 fit 训练的那个？',
  },
};
export const tooLow = (measured: string, wanted: string, first: number, last: number): ProgramMistake => {
  const [from, to] = [first, last].map(loss => loss.toFixed(3));
  return {
    id: 'accuracy-too-low',
    says: {
      en: `The network reaches ${measured} on the 10000 test images, and ${wanted} is wanted. The loss went from ${from} to ${to} (means of 20 steps). If it stayed at 2.303, nothing was learned; if it is NaN, the rate is too high.`,
      zh: `网络在 10000 张测试图像上达到 ${measured}，要求是 ${wanted}。损失从 ${from} 变到 ${to}（各取 20 步的平均）。如果一直停在 2.303，说明什么也没学到；如果是 NaN，说明学习率太高。`,
    },
  };
};
