import type { Mistake, Text } from '@featuremap/grader';
import { crossEntropy } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import type { Images, SmallNetwork } from '../smallNetwork.js';
import { type LayerGradients, type Loss, layerGradients } from './layerGradients.js';

/** A model, images and labels. */
export type Args = readonly [model: SmallNetwork, x: Images, y: readonly number[]];

const norm = (numbers: readonly number[]) => Math.hypot(...numbers);

/** Rounded as the engine rounds: where numbers cancel, little else is left. */
const sum = (numbers: readonly number[]) => tf.tidy(() => tf.sum(tf.tensor1d([...numbers])).dataSync()[0]);

/** Makes one number of each layer. */
const each =
  (make: (layer: LayerGradients) => number) =>
  (...args: Args) =>
    layerGradients(...args).map(make);

/** The right norms of another loss. */
const ofLoss =
  (loss: Loss) =>
  (...args: Args) =>
    layerGradients(...args, loss).map(({ kernel }) => norm(kernel));

const allKernels = ({ kernel }: LayerGradients) => kernel;
const allWeights = ({ kernel, bias }: LayerGradients) => [...kernel, ...bias];
const one = (number: number) => number;
const listOfOne = (number: number) => [number];

const oneHot = (y: tf.Tensor1D, logits: tf.Tensor2D) => tf.oneHot(y, logits.shape[1], 1, 0, 'float32');

const biasesCounted: Text = {
  en: 'Your list has the biases in it too: a norm for every weight of the model. It is to have one number a layer, that of its kernel: take only the weights whose originalName ends in "kernel".',
  zh: '你的列表里也有偏置：模型的每个权重都算了一个范数。应当每层只有一个数，即核的那个：只取 originalName 以 "kernel" 结尾的权重。',
};

const meanInstead: Text = {
  en: 'You take a mean over the kernel’s gradients. A norm is not divided by how many there are: add the squares up, then take the root.',
  zh: '你对核的梯度取了平均。范数不除以个数：把平方加起来，再开平方。',
};

const wrongLoss: Text = {
  en: 'These are the gradients of the logits’ sum, not of the loss. The labels have to come in: crossEntropy(y, logits) is what the gradients are asked of.',
  zh: '这是 logits 之和的梯度，不是损失的梯度。标签必须参与进来：应当对 crossEntropy(y, logits) 求梯度。',
};

/** What goes wrong with the norms. Each is told from the others by what it returns. */
export const mistakes: readonly Mistake<Args>[] = [
  {
    id: 'norm-squared',
    says: {
      en: 'Your numbers are the squares of the norms: the root is missing. Write tf.sqrt(tf.sum(tf.square(gradient))), or tf.norm(gradient).',
      zh: '你的结果是范数的平方：少了开平方。请写 tf.sqrt(tf.sum(tf.square(gradient)))，或者 tf.norm(gradient)。',
    },
    instead: each(({ kernel }) => norm(kernel) ** 2),
  },
  {
    id: 'mean-instead-of-norm',
    says: meanInstead,
    instead: each(({ kernel }) => norm(kernel) / Math.sqrt(kernel.length)),
  },
  {
    id: 'mean-instead-of-norm',
    says: meanInstead,
    instead: each(({ kernel }) => norm(kernel) ** 2 / kernel.length),
  },
  {
    id: 'mean-instead-of-norm',
    says: meanInstead,
    instead: each(({ kernel }) => sum(kernel.map(Math.abs)) / kernel.length),
  },
  {
    id: 'mean-instead-of-norm',
    says: meanInstead,
    instead: each(({ kernel }) => sum(kernel) / kernel.length),
  },
  {
    id: 'absolute-values-added',
    says: {
      en: 'You add up absolute values, which is another norm (L1). Here it is the root of the sum of squares: a few large gradients then count for more than many small ones.',
      zh: '你加的是绝对值，那是另一种范数（L1）。这里要的是平方和的平方根：少数几个大的梯度因此比许多小的更有分量。',
    },
    instead: each(({ kernel }) => sum(kernel.map(Math.abs))),
  },
  {
    id: 'signs-cancel',
    says: {
      en: 'You add the gradients up as they are, and positive and negative ones cancel. Square each of them first.',
      zh: '你把梯度原样相加，正负互相抵消了。要先把每个梯度平方。',
    },
    instead: each(({ kernel }) => sum(kernel)),
  },
  {
    id: 'signs-cancel',
    says: {
      en: 'You add the gradients up before you square, and positive and negative ones cancel. Square each of them first, then add up: tf.sum(tf.square(gradient)).',
      zh: '你先把梯度相加再平方，正负互相抵消了。要先把每个梯度平方，再相加：tf.sum(tf.square(gradient))。',
    },
    instead: each(({ kernel }) => Math.abs(sum(kernel))),
  },
  {
    id: 'largest-only',
    says: {
      en: 'You take the largest gradient of each kernel. The norm has all of them in it: the root of the sum of squares.',
      zh: '你取的是每个核中最大的梯度。范数要用到所有的梯度：平方和的平方根。',
    },
    instead: each(({ kernel }) => Math.max(...kernel.map(Math.abs))),
  },
  {
    id: 'biases-counted',
    says: biasesCounted,
    instead: (...args) => layerGradients(...args).flatMap(({ kernel, bias }) => [norm(kernel), norm(bias)]),
  },
  {
    id: 'biases-counted',
    says: {
      en: 'Your norm of a layer has its bias in it. Only the kernel counts here: the gradients of weights whose originalName ends in "kernel".',
      zh: '你把每层的偏置也算进了范数。这里只算核：只取 originalName 以 "kernel" 结尾的权重的梯度。',
    },
    instead: each(({ kernel, bias }) => norm([...kernel, ...bias])),
  },
  {
    id: 'biases-instead',
    says: {
      en: 'These are the norms of the biases’ gradients. Take the kernels: the weights whose originalName ends in "kernel".',
      zh: '这是偏置的梯度的范数。要取的是核：originalName 以 "kernel" 结尾的权重。',
    },
    instead: each(({ bias }) => norm(bias)),
  },
  {
    id: 'order-reversed',
    says: {
      en: 'Your list begins with the last layer. It is to begin with the layer that the images reach first, as model.trainableWeights and model.layers do.',
      zh: '你的列表从最后一层开始。应当从图像最先经过的那一层开始，model.trainableWeights 和 model.layers 就是这个顺序。',
    },
    instead: (...args) => each(({ kernel }) => norm(kernel))(...args).reverse(),
  },
  {
    id: 'sorted',
    says: {
      en: 'Your norms are sorted by size. Leave them in the order of the layers: that is what shows where the gradient is lost.',
      zh: '你把范数按大小排了序。请保持各层的顺序：这样才看得出梯度是在哪里丢失的。',
    },
    instead: (...args) => each(({ kernel }) => norm(kernel))(...args).sort((a, b) => a - b),
  },
  {
    id: 'gradients-of-logits',
    says: wrongLoss,
    instead: ofLoss((_, logits) => tf.sum(logits)),
  },
  {
    id: 'gradients-of-logits',
    says: wrongLoss,
    instead: ofLoss((_, logits) => tf.mean(logits)),
  },
  {
    id: 'loss-summed',
    says: {
      en: 'Your loss is the sum over the images of the batch, so the gradients are as many times too large as there are images. Take the mean, as crossEntropy of @featuremap/trainer does.',
      zh: '你的损失是一批图像的总和，梯度因此大了“图像张数”倍。请取平均，@featuremap/trainer 的 crossEntropy 就是这样做的。',
    },
    instead: ofLoss((y, logits) => tf.mul(crossEntropy(y, logits), y.shape[0])),
  },
  {
    id: 'softmax-twice',
    says: {
      en: 'There is a softmax in front of the cross-entropy, which has one of its own. It takes the logits as the network gives them.',
      zh: '你在交叉熵前面加了 softmax，而交叉熵里面已经有了。应当把网络给出的 logits 直接交给它。',
    },
    instead: ofLoss((y, logits) => crossEntropy(y, tf.softmax(logits))),
  },
  {
    id: 'squared-error',
    says: {
      en: 'Your loss is the squared error. The one that this network is trained with is cross-entropy: crossEntropy(y, logits).',
      zh: '你的损失用的是平方误差。训练这个网络用的是交叉熵：crossEntropy(y, logits)。',
    },
    instead: ofLoss((y, logits) => tf.losses.meanSquaredError(oneHot(y, logits), logits) as tf.Scalar),
  },
  {
    id: 'squared-error',
    says: {
      en: 'Your loss is the squared error of the probabilities. The one that this network is trained with is cross-entropy: crossEntropy(y, logits).',
      zh: '你的损失用的是概率的平方误差。训练这个网络用的是交叉熵：crossEntropy(y, logits)。',
    },
    instead: ofLoss(
      (y, logits) => tf.losses.meanSquaredError(oneHot(y, logits), tf.softmax(logits)) as tf.Scalar,
    ),
  },
  {
    id: 'weights-instead-of-gradients',
    says: {
      en: 'These are the norms of the weights themselves. What is asked for is how the loss changes with them: take grads[weight.name], not weight.read().',
      zh: '这是权重本身的范数。要的是损失随权重怎样变化：取 grads[weight.name]，而不是 weight.read()。',
    },
    instead: each(({ weights }) => norm(weights)),
  },
  ...[allKernels, allWeights].flatMap(all =>
    [one, listOfOne].map(shape => ({
      id: 'one-for-all',
      says: {
        en: 'You return one norm over the whole network. That number hides what this exercise is to show: give one for each layer’s kernel.',
        zh: '你对整个网络只算了一个范数。这个数恰恰掩盖了本练习要看的东西：请对每层的核各给一个。',
      },
      instead: (...args: Args) => shape(norm(layerGradients(...args).flatMap(all))),
    })),
  ),
  {
    id: 'last-layer-missing',
    says: {
      en: 'The fully connected layer at the end is missing. It has a kernel too: take every weight whose originalName ends in "kernel", not only those of the convolutions.',
      zh: '少了末尾的全连接层。它也有核：凡是 originalName 以 "kernel" 结尾的权重都要，不只是卷积层的。',
    },
    instead: (...args) => each(({ kernel }) => norm(kernel))(...args).slice(0, -1),
  },
];
