import {
  type Check,
  type CheckRun,
  type Failure,
  failureOf,
  type LearnerModule,
  type Text,
} from '@featuremap/grader';
import type * as tf from '@tensorflow/tfjs';
import { networkCheck } from '../../networkCheck.js';
import { build } from './variation.js';

/** A network that a certain wrong idea makes where `blocks` blocks are asked for. */
interface DeepMistake {
  readonly id: string;
  readonly says: Text;
  readonly instead: (blocks: number, residual: boolean) => tf.LayersModel;
}

const title: Text = {
  en: 'deepNetwork builds both networks, which differ in the addition alone',
  zh: 'deepNetwork 搭出两种网络，只差一次相加',
};

const miscounted: Text = {
  en: 'The number of blocks is wrong. The loop makes exactly as many as blocks says: for (let block = 0; block < blocks; block++).',
  zh: '块的个数不对。循环要正好造出 blocks 个：for (let block = 0; block < blocks; block++)。',
};

const paddingMissing = {
  id: 'padding-missing',
  says: {
    en: "The 3×3 convolutions have no padding: each makes the image smaller, and then a block's input and output cannot be added. Give both padding: 'same', in the plain network too.",
    zh: "3×3 卷积没有填充：每做一次图像就变小，块的输入和输出就没法相加了。两个都要写 padding: 'same'，普通网络也一样。",
  },
};

/** What goes wrong in both networks or in one of them. */
const mistakes: readonly DeepMistake[] = [
  {
    id: 'residual-ignored',
    says: {
      en: 'deepNetwork(blocks, true) is a plain network: nothing is added. Where residual is true, the last step of a block is relu(x + y): tf.layers.add().apply([x, y]), then ReLU.',
      zh: 'deepNetwork(blocks, true) 仍是普通网络：没有做加法。residual 为 true 时，块的最后一步是 relu(x + y)：先 tf.layers.add().apply([x, y])，再 ReLU。',
    },
    instead: blocks => build(blocks, false),
  },
  {
    id: 'always-residual',
    says: {
      en: 'deepNetwork(blocks, false) adds too. Where residual is false, a block is two convolutions with a ReLU each, and no shortcut.',
      zh: 'deepNetwork(blocks, false) 也做了加法。residual 为 false 时，块就是两个各带 ReLU 的卷积，没有捷径。',
    },
    instead: blocks => build(blocks, true),
  },
  {
    id: 'one-block-only',
    says: {
      en: 'Your network has one block, whatever blocks says. Make them in a loop, each from the output of the one before: x = …',
      zh: '不管 blocks 是多少，你的网络只有一个块。请用循环来造，每个块的输入是前一个的输出：x = ……',
    },
    instead: (_, residual) => build(1, residual),
  },
  ...[-1, 1].map(error => ({
    id: 'blocks-miscounted',
    says: miscounted,
    instead: (blocks: number, residual: boolean) => build(blocks + error, residual),
  })),
  {
    id: 'one-convolution-in-a-block',
    says: {
      en: 'Your blocks have one convolution each. There are two in a block, one behind the other, with a ReLU between.',
      zh: '你的每个块里只有一个卷积。应当有两个，一前一后，中间有 ReLU。',
    },
    instead: (blocks, residual) => build(blocks, residual, { convolutionsInBlock: 1 }),
  },
  {
    ...paddingMissing,
    instead: blocks => build(blocks, false, { padding: 'valid' }),
  },
  {
    id: 'relu-missing-between',
    says: {
      en: 'There is no ReLU between the two convolutions of a block. Both networks have one there.',
      zh: '块里的两个卷积之间没有 ReLU。两种网络在那里都要有。',
    },
    instead: (blocks, residual) => build(blocks, residual, { reluBetween: false }),
  },
  {
    id: 'relu-missing-at-the-end',
    says: {
      en: 'There is no ReLU at the end of a block. Both networks have one there, the residual one after the addition.',
      zh: '块的末尾没有 ReLU。两种网络在那里都要有，残差网络的在相加之后。',
    },
    instead: (blocks, residual) => build(blocks, residual, { reluAtEnd: 'none' }),
  },
  {
    id: 'added-after-last-relu',
    says: {
      en: 'The input is added after a block’s last ReLU. The addition comes first: the second convolution has no activation of its own, then tf.layers.add(), then ReLU.',
      zh: '你在块的最后一个 ReLU 之后才加输入。应当先相加：第二个卷积不带激活函数，接着 tf.layers.add()，再 ReLU。',
    },
    instead: (blocks, residual) => build(blocks, residual, { reluAtEnd: 'before adding' }),
  },
  {
    id: 'shortcut-around-one',
    says: {
      en: 'Each convolution of yours has a shortcut of its own. There is one a block, around both convolutions.',
      zh: '你给每个卷积都加了捷径。每个块只有一条，绕过两个卷积。',
    },
    instead: (blocks, residual) => build(blocks, residual, { shortcut: 'each' }),
  },
  {
    id: 'shortcut-from-the-start',
    says: {
      en: 'Every block of yours adds what came out of the pooling. A block adds its own input, which is the output of the block before: let x go on with the loop.',
      zh: '你的每个块加的都是池化的输出。块要加的是自己的输入，也就是前一个块的输出：循环里要让 x 跟着变。',
    },
    instead: (blocks, residual) => build(blocks, residual, { shortcut: 'from the pooling' }),
  },
  {
    id: 'first-relu-missing',
    says: {
      en: 'The 5×5 convolution at the front has no ReLU. It has one, before the pooling.',
      zh: '最前面的 5×5 卷积没有 ReLU。应当有，在池化之前。',
    },
    instead: (blocks, residual) => build(blocks, residual, { firstRelu: false }),
  },
  {
    id: 'pool-missing',
    says: {
      en: 'The max pooling behind the first convolution is missing: tf.layers.maxPooling2d({ poolSize: 2 }) makes 12×12 of 24×24.',
      zh: '第一个卷积后面少了最大池化：tf.layers.maxPooling2d({ poolSize: 2 }) 把 24×24 变成 12×12。',
    },
    instead: (blocks, residual) => build(blocks, residual, { pool: false }),
  },
  {
    id: 'softmax-in-network',
    says: {
      en: 'Your network ends in a softmax, which the loss has too. Leave the activation of the last layer out.',
      zh: '你的网络末尾带有 softmax，而损失函数里已经有了。最后一层不要加激活函数。',
    },
    instead: (blocks, residual) => build(blocks, residual, { output: 'softmax' }),
  },
];

const kindsSwapped = {
  id: 'kinds-swapped',
  says: {
    en: 'The two networks are swapped: deepNetwork(blocks, true) is the plain one. Where residual is true, the input of each block is added.',
    zh: '两种网络弄反了：deepNetwork(blocks, true) 给出的是普通网络。residual 为 true 时才加上每个块的输入。',
  },
};

/** The learner's network for these arguments, as a function without any. */
function bound({ deepNetwork }: LearnerModule, blocks: number, residual: boolean): LearnerModule {
  return typeof deepNetwork === 'function' ? { deepNetwork: () => deepNetwork(blocks, residual) } : {};
}

async function wrongNetwork(
  learner: LearnerModule,
  run: CheckRun,
  blocks: number,
  residual: boolean,
): Promise<Failure | undefined> {
  const check = networkCheck({
    title,
    name: 'deepNetwork',
    reference: () => build(blocks, residual),
    mistakes: mistakes.map(({ id, says, instead }) => ({
      id,
      says,
      instead: () => instead(blocks, residual),
    })),
  });
  const failure = await check.run(bound(learner, blocks, residual), run);
  if (!failure || 'notRun' in failure) return undefined;
  return cannotBeAdded(failure) ? failureOf(paddingMissing) : failure;
}

/** True where TensorFlow.js says that two sizes do not fit: images that became smaller on their way. */
export const cannotBeAdded = (failure: Failure) =>
  failure.mistake === 'threw' &&
  /could not be broadcast|inconsistent shapes|same shape/i.test(failure.explain('en'));

/** What a smaller image on the way leads to. */
export const tooSmall = failureOf(paddingMissing);

/** Networks of three blocks, where one block of two is another network than two blocks of one, and of two. */
export const networksCheck: Check = {
  title,
  run: async (learner, run) => {
    const plain = await wrongNetwork(learner, run, 3, false);
    if (plain && plain.mistake !== 'always-residual') return plain;
    const residual = await wrongNetwork(learner, run, 3, true);
    if (plain) return residual?.mistake === 'residual-ignored' ? failureOf(kindsSwapped) : plain;
    return residual ?? wrongNetwork(learner, run, 2, true);
  },
};
