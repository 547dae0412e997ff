import type { Text } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { says } from './knownError.js';

/** The four weights in their order: kernel and bias of the first convolution, then of the second. */
export type Weights = readonly [kernel1: tf.Tensor, bias1: tf.Tensor, kernel2: tf.Tensor, bias2: tf.Tensor];

/** What a block makes of its input. */
export type Block = (x: tf.Tensor, weights: Weights) => tf.Tensor;

/** The shapes of its weights. */
export function shapesOf(channels: number): number[][] {
  const convolution = [[3, 3, channels, channels], [channels]];
  return [...convolution, ...convolution];
}

function convolved(
  x: tf.Tensor,
  kernel: tf.Tensor,
  bias?: tf.Tensor,
  padding: 'same' | 'valid' = 'same',
): tf.Tensor {
  const sums = tf.conv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, 1, padding);
  return bias ? tf.add(sums, bias) : sums;
}

/** What stands between the convolutions, and what is made of input and output: a block by its parts. */
const blockOf =
  (between: (y: tf.Tensor) => tf.Tensor, join: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor): Block =>
  (x, [kernel1, bias1, kernel2, bias2]) =>
    join(x, convolved(between(convolved(x, kernel1, bias1)), kernel2, bias2));

/** The right block. */
export const residualBlock: Block = blockOf(tf.relu, (x, y) => tf.relu(tf.add(x, y)));

/** Every step of the right block by the name that drawings give it. */
export function steps(x: tf.Tensor, [kernel1, bias1, kernel2, bias2]: Weights): [string, tf.Tensor][] {
  const conv1 = convolved(x, kernel1, bias1);
  const inner = tf.relu(conv1);
  const conv2 = convolved(inner, kernel2, bias2);
  const sum = tf.add(x, conv2);
  return [
    ['x', x],
    ['conv1', conv1],
    ['relu', inner],
    ['conv2', conv2],
    ['x + conv2', sum],
    ['relu', tf.relu(sum)],
  ];
}

/** A wrong way to compute the block, and what to say of it. */
export interface BlockMistake {
  readonly id: string;
  readonly says: Text;
  readonly block: Block;
}

const identity = (y: tf.Tensor) => y;
const added = (x: tf.Tensor, y: tf.Tensor) => tf.relu(tf.add(x, y));

const reluMissingBetween: Text = {
  en: 'There is no ReLU between your two convolutions. Without it they compute nothing that one larger convolution could not: relu(conv1(x)) is what the second one takes.',
  zh: '你的两个卷积之间没有 ReLU。没有它，两个卷积能算的，一个更大的卷积也能算：第二个卷积的输入应是 relu(conv1(x))。',
};

const biasNotAdded: Text = {
  en: 'Your block has its biases and does not use all of them. Each convolution adds its own to its sums: tf.add(tf.conv2d(…), bias.read()).',
  zh: '你的块有偏置，却没有全部用上。每个卷积都要把自己的偏置加到和上：tf.add(tf.conv2d(…), bias.read())。',
};

/** What goes wrong in computing the block. */
export const blockMistakes: readonly BlockMistake[] = [
  {
    id: 'relu-missing-at-the-end',
    says: {
      en: 'The ReLU after the addition is missing. The last step is relu(x + y), so that the next block gets no negative numbers.',
      zh: '相加之后少了 ReLU。最后一步是 relu(x + y)，这样交给下一个块的就没有负数。',
    },
    block: blockOf(tf.relu, (x, y) => tf.add(x, y)),
  },
  {
    id: 'added-after-last-relu',
    says: {
      en: 'You add the input after the last ReLU: x + relu(y). The addition comes first, relu(x + y): so the convolutions can also take something away from x.',
      zh: '你在最后一个 ReLU 之后才加输入：x + relu(y)。应当先相加，再取 relu(x + y)：这样两个卷积也能从 x 里减去一些东西。',
    },
    block: blockOf(tf.relu, (x, y) => tf.add(x, tf.relu(y))),
  },
  {
    id: 'relu-before-adding',
    says: {
      en: 'There is a ReLU between the second convolution and the addition, and another one after it. Only the one after the addition belongs there: relu(x + y).',
      zh: '第二个卷积和相加之间多了一个 ReLU，相加之后又有一个。只应保留相加之后的那个：relu(x + y)。',
    },
    block: blockOf(tf.relu, (x, y) => tf.relu(tf.add(x, tf.relu(y)))),
  },
  {
    id: 'input-not-added',
    says: {
      en: 'Your block does not add its input: it is a plain pair of convolutions, in which the gradient vanishes. The shortcut is tf.add(x, y), before the last ReLU.',
      zh: '你的块没有加上输入：这只是一对普通的卷积，梯度还是会消失。捷径就是最后一个 ReLU 之前的 tf.add(x, y)。',
    },
    block: blockOf(tf.relu, (_, y) => tf.relu(y)),
  },
  {
    id: 'input-not-added',
    says: {
      en: 'Your block does not add its input, and its last ReLU is missing: what it returns is conv2(relu(conv1(x))). The last step is relu(x + y).',
      zh: '你的块没有加上输入，最后的 ReLU 也没有：返回的是 conv2(relu(conv1(x)))。最后一步应是 relu(x + y)。',
    },
    block: blockOf(tf.relu, (_, y) => y),
  },
  {
    id: 'input-added-twice',
    says: {
      en: 'Your block adds its input twice. It is added once, to what the second convolution gives: relu(x + y).',
      zh: '你的块把输入加了两次。只加一次，加到第二个卷积的结果上：relu(x + y)。',
    },
    block: blockOf(tf.relu, (x, y) => tf.relu(tf.add(tf.add(x, x), y))),
  },
  {
    id: 'input-added-twice',
    says: {
      en: 'Your block adds its input after the first convolution too. It is added once, to what the second convolution gives: relu(x + y).',
      zh: '你的块在第一个卷积之后也加了输入。只加一次，加到第二个卷积的结果上：relu(x + y)。',
    },
    block: (x, [kernel1, bias1, kernel2, bias2]) => {
      const inner = tf.relu(tf.add(x, convolved(x, kernel1, bias1)));
      return added(x, convolved(inner, kernel2, bias2));
    },
  },
  {
    id: 'inner-added',
    says: {
      en: 'You add the output of the first convolution instead of the block’s input. The shortcut goes around both convolutions: keep x, and write tf.add(x, y).',
      zh: '你加的是第一个卷积的输出，而不是块的输入。捷径要绕过两个卷积：保留 x，写 tf.add(x, y)。',
    },
    block: (x, [kernel1, bias1, kernel2, bias2]) => {
      const inner = tf.relu(convolved(x, kernel1, bias1));
      return added(inner, convolved(inner, kernel2, bias2));
    },
  },
  {
    id: 'relu-missing-between',
    says: reluMissingBetween,
    block: blockOf(identity, added),
  },
  {
    id: 'relu-missing-between',
    says: {
      en: 'Your block has no ReLU at all. One stands between the convolutions and one after the addition: relu(x + conv2(relu(conv1(x)))).',
      zh: '你的块里一个 ReLU 也没有。两个卷积之间要有一个，相加之后还要有一个：relu(x + conv2(relu(conv1(x))))。',
    },
    block: blockOf(identity, (x, y) => tf.add(x, y)),
  },
  {
    id: 'first-convolution-skipped',
    says: {
      en: 'Your second convolution is given the block’s input, so the first one has no effect. It takes what the first one gave: conv2(relu(conv1(x))).',
      zh: '你的第二个卷积用的是块的输入，第一个卷积就白算了。它的输入应是第一个卷积的结果：conv2(relu(conv1(x)))。',
    },
    block: (x, [, , kernel2, bias2]) => added(x, convolved(x, kernel2, bias2)),
  },
  {
    id: 'weights-used-twice',
    says: {
      en: 'Both your convolutions compute with the first kernel and bias. Each has its own: the second takes kernel2 and bias2.',
      zh: '你的两个卷积用的都是第一个核和第一个偏置。它们各有各的：第二个卷积用 kernel2 和 bias2。',
    },
    block: (x, [kernel1, bias1]) => residualBlock(x, [kernel1, bias1, kernel1, bias1]),
  },
  {
    id: 'weights-used-twice',
    says: {
      en: 'Both your convolutions compute with the first kernel. Each has its own: the second takes kernel2.',
      zh: '你的两个卷积用的都是第一个核。它们各有各的：第二个卷积用 kernel2。',
    },
    block: (x, [kernel1, bias1, , bias2]) => residualBlock(x, [kernel1, bias1, kernel1, bias2]),
  },
  {
    id: 'convolutions-swapped',
    says: {
      en: 'Your convolutions have changed places: the input meets the second kernel first. The weights made first, kernel1 and bias1, belong to the convolution that takes x.',
      zh: '你的两个卷积换了位置：输入先遇到了第二个核。先建立的 kernel1 和 bias1 属于输入为 x 的那个卷积。',
    },
    block: (x, [kernel1, bias1, kernel2, bias2]) => residualBlock(x, [kernel2, bias2, kernel1, bias1]),
  },
  {
    id: 'bias-not-added',
    says: biasNotAdded,
    block: (x, [kernel1, , kernel2]) => added(x, convolved(tf.relu(convolved(x, kernel1)), kernel2)),
  },
  {
    id: 'bias-not-added',
    says: biasNotAdded,
    block: (x, [kernel1, , kernel2, bias2]) =>
      added(x, convolved(tf.relu(convolved(x, kernel1)), kernel2, bias2)),
  },
  {
    id: 'bias-not-added',
    says: biasNotAdded,
    block: (x, [kernel1, bias1, kernel2]) =>
      added(x, convolved(tf.relu(convolved(x, kernel1, bias1)), kernel2)),
  },
  {
    id: 'padding-missing',
    says: says['padding-missing'],
    block: (x, [kernel1, bias1, kernel2, bias2]) =>
      added(x, convolved(tf.relu(convolved(x, kernel1, bias1, 'valid')), kernel2, bias2, 'valid')),
  },
  {
    id: 'multiplied',
    says: {
      en: 'You multiply input and output. The shortcut adds them: tf.add(x, y). A product would hand the gradient on times y, which may be 0.',
      zh: '你把输入和输出相乘了。捷径是相加：tf.add(x, y)。相乘的话，传回去的梯度要乘 y，而 y 可能是 0。',
    },
    block: blockOf(tf.relu, (x, y) => tf.relu(tf.mul(x, y))),
  },
  {
    id: 'concatenated',
    says: {
      en: 'You put input and output side by side, so that there are twice as many channels. They are added up, channel by channel: tf.add(x, y).',
      zh: '你把输入和输出并排拼接，通道数变成了两倍。应当逐个相加：tf.add(x, y)。',
    },
    block: blockOf(tf.relu, (x, y) => tf.relu(tf.concat([x, y], 3))),
  },
];
