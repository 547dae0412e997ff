import type { Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import type { Variation } from './variation.js';

/** A wrong way to compute the block, and what to say of it. */
export interface ValueMistake {
  readonly id: string;
  readonly says: Text;
  readonly way: Variation;
}

type Branches = tf.Tensor4D[];

/** Each choice of one to three branches. */
const someOf = Array.from({ length: 14 }, (_, bits) => [0, 1, 2, 3].filter(at => (bits + 1) & (1 << at)));

/** All orders of four things but the right one. */
const wrongOrders = [0, 1, 2, 3]
  .flatMap(a => [0, 1, 2, 3].flatMap(b => [0, 1, 2, 3].flatMap(c => [0, 1, 2, 3].map(d => [a, b, c, d]))))
  .filter(order => new Set(order).size === 4 && order.join() !== '0,1,2,3');

const joined = (order: readonly number[]) => (branches: Branches) =>
  tf.concat(
    order.map(at => branches[at]),
    3,
  );

/** The ways to leave a branch out, or to have another one in its place. */
const withoutOne = [0, 1, 2, 3].flatMap(missing => [
  [0, 1, 2, 3].filter(at => at !== missing),
  ...[0, 1, 2, 3]
    .filter(other => other !== missing)
    .map(other => [0, 1, 2, 3].map(at => (at === missing ? other : at))),
]);

const reluInside: Text = {
  en: 'There is a ReLU in your block. The paper has one after each convolution; this small version has none: the convolutions before and after the block have theirs. Leave the sums as they are.',
  zh: '你的块里用了 ReLU。论文里每个卷积之后都有，而这个小型版本没有：块前后的卷积层自带 ReLU。卷积的结果不要再做处理。',
};

/** Mistakes that a result shows, or the error that comes of them in TensorFlow.js. */
export const says = {
  'branches-added': {
    en: 'You add the branches up. They are put side by side: each keeps its own channels, and the output has narrow + 3 · wide of them. Write tf.concat([…], 3).',
    zh: '你把各分支加在了一起。分支应当并排放置：各自保留自己的通道，输出共有 narrow + 3 · wide 个通道。请写 tf.concat([…], 3)。',
  },
  'concatenated-on-wrong-axis': {
    en: 'You concatenate on another axis than the channels. The axes are [batch, height, width, channels], counted from 0: the channels are axis 3.',
    zh: '你没有沿着通道拼接。各轴依次是 [batch, height, width, channels]，从 0 数起：通道是第 3 轴。',
  },
  'branch-not-chained': {
    en: 'A convolution within a branch of yours is given the block’s input. The second of a branch takes what the first one gave, the third what the second gave.',
    zh: '你的某个分支里，后面的卷积用的是整个块的输入。分支里第二个卷积的输入是第一个的输出，第三个的输入是第二个的输出。',
  },
} satisfies Record<string, Text>;

/** What goes wrong in computing a block. */
export const valueMistakes: readonly ValueMistake[] = [
  {
    id: 'branches-added',
    says: says['branches-added'],
    way: { join: branches => tf.addN(branches) },
  },
  ...[0, 1, 2].map(
    (axis): ValueMistake => ({
      id: 'concatenated-on-wrong-axis',
      says: says['concatenated-on-wrong-axis'],
      way: { join: branches => tf.concat(branches, axis) },
    }),
  ),
  {
    id: 'relu-inside',
    says: reluInside,
    way: { after: y => tf.relu(y) },
  },
  {
    id: 'relu-inside',
    says: reluInside,
    way: { after: (y, last) => (last ? y : tf.relu(y)) },
  },
  {
    id: 'relu-inside',
    says: reluInside,
    way: { after: (y, last) => (last ? tf.relu(y) : y) },
  },
  ...someOf.map(
    (chosen): ValueMistake => ({
      id: 'relu-inside',
      says: reluInside,
      way: {
        join: branches =>
          tf.concat(
            branches.map((y, at) => (chosen.includes(at) ? tf.relu(y) : y)),
            3,
          ),
      },
    }),
  ),
  {
    id: 'bias-not-added',
    says: {
      en: 'Your block has its biases and does not use them. Each convolution adds its bias to its sums: tf.add(tf.conv2d(…), bias.read()).',
      zh: '你的块有偏置，却没有用上。每个卷积都要把自己的偏置加到和上：tf.add(tf.conv2d(…), bias.read())。',
    },
    way: { convolve: (x, kernel) => tf.conv2d(x, kernel, 1, 'same') },
  },
  {
    id: 'branch-not-chained',
    says: says['branch-not-chained'],
    way: { given: (_, x) => x },
  },
  {
    id: 'pool-in-branch-4',
    says: {
      en: 'Your branch 4 begins with a max pooling, as it does in the paper. In this small version it is the 1×1 convolution alone.',
      zh: '你的分支 4 先做了最大池化，论文里确实如此。在这个小型版本里，它只有 1×1 卷积。',
    },
    way: { fourth: x => tf.maxPool(x, 3, 1, 'same') },
  },
  ...wrongOrders.map(
    (order): ValueMistake => ({
      id: 'branch-order',
      says: {
        en: 'All four branches are there, but not in their order: their channels follow each other as 1, 2, 3, 4. The layer behind has learned which channel is which, so a saved network would be spoiled.',
        zh: '四个分支都在，但顺序不对：它们的通道应按 1、2、3、4 排列。后面的层学到的是哪个通道代表什么，顺序一乱，保存好的网络就不能用了。',
      },
      way: { join: joined(order) },
    }),
  ),
  ...withoutOne.map(
    (branches): ValueMistake => ({
      id: 'branch-not-used',
      says: {
        en: 'One of your branches does not reach the output: it is left out of tf.concat, or another one stands there twice. All four are concatenated, each once.',
        zh: '你有一个分支没有进入输出：tf.concat 里漏了它，或者把别的分支写了两次。四个分支都要拼接，每个一次。',
      },
      way: { join: joined(branches) },
    }),
  ),
];
