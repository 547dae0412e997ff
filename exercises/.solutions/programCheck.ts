import { DataLoader, type ImageDataset, MNIST, transforms } from '@featuremap/datasets';
import {
  type Check,
  type CheckRun,
  callLearner,
  type Failure,
  failureOf,
  type LearnerModule,
  type NotRun,
  type Text,
} from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { useEngine } from './engine.js';

/** What the learner's program takes. */
interface Options {
  readonly epochs: number;
  readonly seed: number;
  /** How many training images to use: the first ones. */
  readonly limit: number;
  /** Shows a line to whoever waits. */
  readonly report: (line: string) => void;
}

/** What the learner's program returns. */
interface Result {
  readonly model: tf.LayersModel;
  readonly layerTable: string;
  /** One for each step. */
  readonly losses: readonly number[];
  /** An SVG. */
  readonly lossPlot: string;
  /** On the test images, from 0 to 1. */
  readonly accuracy: number;
}

interface ProgramCheckOptions {
  /** The name under which the exercise exports the program. */
  readonly name: string;
  /** The network that it is to train. */
  readonly network: () => tf.LayersModel;
  readonly batchSize: number;
  /** Height and width that the images are resized to, 28 by default. */
  readonly imageSize?: number;
  readonly epochs: number;
  /** The accuracy to reach, from 0 to 1. */
  readonly atLeast: number;
  /** A short training, which is to take a second or two. */
  readonly trial: { readonly limit: number; readonly epochs: number };
}

const allImages = 60_000;

/**
 * Checks the program at a chapter's end, which composes data, network, training, plot and test: what it returns for a
 * short trial, that its accuracy is the one that the grader measures itself, that the seed decides, and at last the
 * accuracy of the whole training.
 */
export function programChecks(options: ProgramCheckOptions): readonly Check[] {
  const trials = new WeakMap<LearnerModule, Map<number, Promise<Called>>>();
  /** The trial with so many epochs, which several checks look at. */
  const trial = (learner: LearnerModule, epochs: number): Promise<Called> => {
    const kept = trials.get(learner) ?? new Map<number, Promise<Called>>();
    trials.set(learner, kept);
    const run = kept.get(epochs) ?? called(learner, options, { epochs, limit: options.trial.limit, seed: 1 });
    kept.set(epochs, run);
    return run;
  };
  const quick = (
    title: Text,
    judge: (result: Result, learner: LearnerModule) => Promise<Failure | undefined>,
  ): Check => ({
    title,
    run: async (learner, run) => {
      const device = await useEngine(run);
      if ('notRun' in device) return device;
      const first = await trial(learner, options.trial.epochs);
      return 'failure' in first ? first.failure : judge(first.result, learner);
    },
  });
  return [
    quick(
      {
        en: `a short training of ${options.trial.limit} images returns network, table, losses, plot and accuracy`,
        zh: `用 ${options.trial.limit} 张图像的短训练返回网络、层表、损失、曲线图和准确率`,
      },
      async result => judgeResult(result, options),
    ),
    quick(
      {
        en: 'the accuracy is that of the network on the 10000 test images',
        zh: '准确率是网络在 10000 张测试图像上的准确率',
      },
      result => judgeAccuracy(result, options),
    ),
    quick(
      {
        en: 'the seed decides: the same seed gives the same losses',
        zh: '一切由种子决定：相同的种子得到相同的损失',
      },
      async (result, learner) => {
        const second = await trial(learner, options.trial.epochs - 1);
        return 'failure' in second ? second.failure : judgeSeed(result, second.result);
      },
    ),
    fullTraining(options),
  ];
}

type Called = { readonly result: Result } | { readonly failure: Failure };

async function called(
  learner: LearnerModule,
  { name }: ProgramCheckOptions,
  typed: Omit<Options, 'report'>,
  report: (line: string) => void = () => {},
): Promise<Called> {
  const outcome = await callLearner(learner, name, { ...typed, report });
  if ('failure' in outcome) return outcome;
  const { value } = outcome;
  const wrong = parts.filter(({ key, fits }) => !fits(Reflect.get(Object(value), key)));
  if (wrong.length === 0) return { result: value as Result };
  return { failure: failureOf(incomplete(wrong.map(({ key, wanted }) => `${key} (${wanted})`))) };
}

const isNumbers = (value: unknown) =>
  Array.isArray(value) && value.length > 0 && value.every(item => typeof item === 'number');

const parts: readonly { key: keyof Result; wanted: string; fits: (value: unknown) => boolean }[] = [
  { key: 'model', wanted: 'tf.LayersModel', fits: value => value instanceof tf.LayersModel },
  { key: 'layerTable', wanted: 'string', fits: value => typeof value === 'string' },
  { key: 'losses', wanted: 'number[]', fits: isNumbers },
  { key: 'lossPlot', wanted: 'string', fits: value => typeof value === 'string' },
  { key: 'accuracy', wanted: 'number', fits: value => typeof value === 'number' },
];

const incomplete = (missing: readonly string[]) => ({
  id: 'result-incomplete',
  says: {
    en: `The result lacks something, or has it in another form: ${missing.join(', ')}. Return { model, layerTable, losses, lossPlot, accuracy }.`,
    zh: `返回的结果不完整，或者形式不对：${missing.join('、')}。请返回 { model, layerTable, losses, lossPlot, accuracy }。`,
  },
});

function judgeResult(result: Result, options: ProgramCheckOptions): Failure | undefined {
  const { model, layerTable, losses, lossPlot } = result;
  if (shapesOf(model) !== weightShapes(options)) return failureOf(anotherNetwork);
  if (givesProbabilities(model)) return failureOf(softmaxInNetwork);
  const mistake = wrongLosses(losses, options);
  if (mistake) return failureOf(mistake);
  if (!layerTable.replaceAll(/[,.\s]/g, '').includes(String(model.countParams())))
    return failureOf(tableIncomplete);
  if (!/^\s*(<\?xml[^>]*>\s*)?<svg[\s\S]*<(path|polyline|line)\b[\s\S]*<\/svg>\s*$/.test(lossPlot))
    return failureOf(plotEmpty);
  return undefined;
}

const shapesOf = (model: tf.LayersModel) =>
  model
    .getWeights()
    .map(({ shape }) => shape.join('×'))
    .join(' ');

function weightShapes({ network }: ProgramCheckOptions): string {
  const model = network();
  const shapes = shapesOf(model);
  model.dispose();
  return shapes;
}

/** Logits of four classes and more do not add up to 1 for several images by chance. */
function givesProbabilities(model: tf.LayersModel): boolean {
  return tf.tidy(() => {
    const [, ...shape] = model.inputs[0].shape as number[];
    const images = tf.randomUniform([4, ...shape], -1, 1, 'float32', 1);
    const sums = tf.sum(model.predict(images) as tf.Tensor, -1).dataSync();
    return sums.every(sum => Math.abs(sum - 1) < 1e-4);
  });
}

function wrongLosses(losses: readonly number[], { batchSize, trial }: ProgramCheckOptions) {
  const steps = (images: number) => Math.ceil(images / batchSize);
  const wanted = steps(trial.limit) * trial.epochs;
  const count = losses.length;
  if (!losses.every(Number.isFinite)) return lossesNotFinite;
  if (count === wanted) return undefined;
  if (count === trial.epochs) return lossesPerEpoch(trial.epochs);
  if (count === steps(allImages) * trial.epochs) return limitIgnored(trial.limit);
  if (count === steps(10_000) * trial.epochs) return trainedOnTest;
  if (count % steps(trial.limit) === 0) return epochsIgnored(trial.epochs, count / steps(trial.limit));
  return lossCount(wanted, count, batchSize);
}

async function judgeAccuracy(
  { model, accuracy }: Result,
  options: ProgramCheckOptions,
): Promise<Failure | undefined> {
  const measured = await accuracyOn(await testImages(options, normalised), model);
  if (same(accuracy, measured)) return undefined;
  if (same(accuracy, 100 * measured)) return failureOf(inPercent(accuracy));
  for (const { mistake, images } of otherImages(options)) {
    if (same(accuracy, await accuracyOn(await images(), model))) return failureOf(mistake);
  }
  return failureOf(otherAccuracy(accuracy, measured));
}

/** A handful of images may fall on the other side where another engine or batch size rounds otherwise. */
const same = (claimed: number, measured: number) => Math.abs(claimed - measured) < 5e-4;

const normalised = [transforms.toTensor(), transforms.normalize(0.1307, 0.3081)];

type Steps = typeof normalised;

function testImages({ imageSize = 28 }: ProgramCheckOptions, steps: Steps): Promise<ImageDataset> {
  const resize = imageSize === 28 ? [] : [transforms.resize(imageSize)];
  return MNIST.load({ train: false, transform: transforms.compose([...resize, ...steps]) });
}

function otherImages(options: ProgramCheckOptions) {
  const { limit } = options.trial;
  return [
    {
      mistake: ofTrainingImages,
      images: async () =>
        (await MNIST.load({ train: true, transform: transforms.compose(normalised) })).take(limit),
    },
    { mistake: notNormalised, images: () => testImages(options, [transforms.toTensor()]) },
    {
      mistake: normalisedTwice,
      images: () => testImages(options, [...normalised, transforms.normalize(0.1307, 0.3081)]),
    },
  ];
}

/** The share of right answers, counted here and not by what the learner used. */
async function accuracyOn(images: ImageDataset, model: tf.LayersModel): Promise<number> {
  let right = 0;
  for await (const { images: pixels, labels, shape } of new DataLoader(images, { batchSize: 500 })) {
    const answers = tf.tidy(() =>
      tf.argMax(model.predict(tf.tensor(pixels, shape)) as tf.Tensor, -1).dataSync(),
    );
    right += answers.filter((answer, index) => answer === labels[index]).length;
  }
  return right / images.length;
}

function judgeSeed(longer: Result, shorter: Result): Failure | undefined {
  const { losses } = shorter;
  const differs = losses.findIndex((loss, step) => Math.abs(loss - longer.losses[step]) > 1e-6);
  if (differs >= 0) return failureOf(seedIgnored(differs, losses[differs], longer.losses[differs]));
  return sameWeights(longer.model, shorter.model) ? failureOf(notTrained) : undefined;
}

function sameWeights(a: tf.LayersModel, b: tf.LayersModel): boolean {
  const others = b.getWeights();
  return a.getWeights().every((weight, index) => {
    const other = others[index].dataSync();
    return weight.dataSync().every((value, at) => value === other[at]);
  });
}

function fullTraining(options: ProgramCheckOptions): Check {
  const { epochs, atLeast } = options;
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  return {
    title: {
      en: `reaches ${percent(atLeast)} on the test images after ${epochs} epochs`,
      zh: `训练 ${epochs} 轮后在测试图像上达到 ${percent(atLeast)}`,
    },
    slow: true,
    run: async (learner, run): Promise<Failure | NotRun | undefined> => {
      const device = await useEngine(run);
      if ('notRun' in device) return device;
      const outcome = await called(learner, options, { epochs, seed: 0, limit: allImages }, report(run));
      if ('failure' in outcome) return outcome.failure;
      const { model, losses } = outcome.result;
      const measured = await accuracyOn(await testImages(options, normalised), model);
      if (measured >= atLeast) return undefined;
      return failureOf(tooLow(percent(measured), percent(atLeast), losses));
    },
  };
}

const report =
  ({ progress }: CheckRun) =>
  (line: string) =>
    progress({ en: line, zh: line });

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const tooLow = (measured: string, wanted: string, losses: readonly number[]) => {
  const [first, last] = [losses.slice(0, 20), losses.slice(-20)].map(part => mean(part).toFixed(3));
  return {
    id: 'accuracy-too-low',
    says: {
      en: `The network reaches ${measured} on the 10000 test images, and ${wanted} is wanted. The loss went from ${first} to ${last} (means of 20 steps). If it stayed at 2.303, nothing was learned; if it is NaN, the rate is too high.`,
      zh: `网络在 10000 张测试图像上达到 ${measured}，要求是 ${wanted}。损失从 ${first} 变到 ${last}（各取 20 步的平均）。如果一直停在 2.303，说明什么也没学到；如果是 NaN，说明学习率太高。`,
    },
  };
};

const anotherNetwork = {
  id: 'another-network',
  says: {
    en: 'The model has other weights than the network of this chapter. Copy the network that you built before, without changes.',
    zh: '模型的权重和本章的网络不同。请把之前搭好的网络原样复制过来。',
  },
};
const softmaxInNetwork = {
  id: 'softmax-in-network',
  says: {
    en: 'The network ends in a softmax, and the loss applies one too: twice flattens the gradients. The last layer gives logits, without an activation.',
    zh: '网络末尾已经有 softmax，损失函数里又做了一次：做两次会把梯度压平。最后一层应直接输出 logits，不加激活函数。',
  },
};
const lossesNotFinite = {
  id: 'losses-not-finite',
  says: {
    en: 'Some of the losses are NaN or infinite. Is the learning rate the one of the recipe, and are the pixels normalised?',
    zh: '有的损失是 NaN 或无穷大。学习率是配方里的值吗？像素归一化了吗？',
  },
};
const lossesPerEpoch = (epochs: number) => ({
  id: 'losses-per-epoch',
  says: {
    en: `losses holds ${epochs} numbers, one for each epoch. One for each step is wanted: history.losses has them.`,
    zh: `losses 里有 ${epochs} 个数，每轮一个。应该每一步一个：history.losses 里就是。`,
  },
});
const limitIgnored = (limit: number) => ({
  id: 'limit-ignored',
  says: {
    en: `You train on all training images. limit says how many to take: here the first ${limit}. dataset.take(limit) gives them.`,
    zh: `你用了全部训练图像。limit 规定了取多少张：这里是前 ${limit} 张。用 dataset.take(limit) 取出来。`,
  },
});
const trainedOnTest = {
  id: 'test-images-in-training',
  says: {
    en: 'You train on the 10000 test images. What a network has seen in training says nothing about how it does on new images: train with { train: true }, test with { train: false }.',
    zh: '你在 10000 张测试图像上训练。网络训练时见过的图像，说明不了它在新图像上的表现：训练用 { train: true }，测试用 { train: false }。',
  },
};
const epochsIgnored = (wanted: number, got: number) => ({
  id: 'epochs-ignored',
  says: {
    en: `You train for ${got} epochs, and epochs is ${wanted}. Hand it on to fit.`,
    zh: `你训练了 ${got} 轮，而 epochs 是 ${wanted}。请把它传给 fit。`,
  },
});
const lossCount = (wanted: number, got: number, batchSize: number) => ({
  id: 'wrong-number-of-steps',
  says: {
    en: `losses holds ${got} numbers, and ${wanted} steps are to be taken. A step takes ${batchSize} images: is that your batchSize?`,
    zh: `losses 里有 ${got} 个数，而应该走 ${wanted} 步。每一步用 ${batchSize} 张图像：你的 batchSize 是这个数吗？`,
  },
});
const tableIncomplete = {
  id: 'layer-table-incomplete',
  says: {
    en: 'The layer table does not say how many parameters the network has. model.summary(undefined, undefined, line => …) hands over one line after the other, the total among them: join them all.',
    zh: '层表里没有网络的参数总数。model.summary(undefined, undefined, line => …) 会一行一行地交给你，其中就有总数：把它们都连起来。',
  },
};
const plotEmpty = {
  id: 'plot-empty',
  says: {
    en: 'lossPlot is no SVG with a curve in it. plotLoss(history) of @featuremap/trainer/plot returns one.',
    zh: 'lossPlot 不是带曲线的 SVG。@featuremap/trainer/plot 的 plotLoss(history) 会返回一个。',
  },
};
const inPercent = (accuracy: number) => ({
  id: 'accuracy-in-percent',
  says: {
    en: `accuracy is ${accuracy.toFixed(2)}, in percent. It is a share, from 0 to 1.`,
    zh: `accuracy 是 ${accuracy.toFixed(2)}，用的是百分数。它应是 0 到 1 之间的比例。`,
  },
});
const ofTrainingImages = {
  id: 'accuracy-of-training-images',
  says: {
    en: 'This is the accuracy on the training images. A network may know those by heart: evaluate on { train: false }.',
    zh: '这是在训练图像上的准确率。网络可能只是把它们背下来了：要在 { train: false } 的图像上评估。',
  },
};
const notNormalised = {
  id: 'not-normalised',
  says: {
    en: 'Your images go into the network without being normalised. After toTensor comes normalize(0.1307, 0.3081), for training and test alike.',
    zh: '你的图像没有归一化就送进了网络。toTensor 之后还要 normalize(0.1307, 0.3081)，训练和测试都一样。',
  },
};
const normalisedTwice = {
  id: 'normalised-twice',
  says: {
    en: 'Your images are normalised twice. One normalize(0.1307, 0.3081) after toTensor is enough.',
    zh: '你的图像归一化了两次。toTensor 之后做一次 normalize(0.1307, 0.3081) 就够了。',
  },
};
const otherAccuracy = (claimed: number, measured: number) => ({
  id: 'wrong-accuracy',
  says: {
    en: `accuracy is ${claimed.toFixed(4)}, and the model that you return gets ${measured.toFixed(4)} of the 10000 test images right. Evaluate that model, after training, on all of them.`,
    zh: `accuracy 是 ${claimed.toFixed(4)}，而你返回的模型在 10000 张测试图像上的准确率是 ${measured.toFixed(4)}。请在训练之后，用全部测试图像评估这个模型。`,
  },
});
const seedIgnored = (step: number, got: number, before: number) => ({
  id: 'seed-ignored',
  says: {
    en: `The same seed gave other losses the second time: step ${step} had ${before.toFixed(6)}, then ${got.toFixed(6)}. Hand seed on to the weights' initialisers and to the DataLoader; everything that is random needs it.`,
    zh: `同一个种子，第二次得到的损失不同：第 ${step} 步先是 ${before.toFixed(6)}，后是 ${got.toFixed(6)}。要把 seed 传给权重的初始化和 DataLoader；凡是随机的地方都需要它。`,
  },
});
const notTrained = {
  id: 'not-trained',
  says: {
    en: 'The weights of the model that you return do not depend on how long it was trained. Do you return another model than the one that fit trained?',
    zh: '你返回的模型，权重和训练时间长短无关。返回的是不是另一个模型，而不是 fit 训练的那个？',
  },
};
