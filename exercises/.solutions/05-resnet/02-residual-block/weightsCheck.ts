import { beside, type Failure, failureOf, type Language, type Text } from '@featuremap/grader';
import { shapesOf } from './block.js';
import { type BlockClass, blockCheck, built, calling } from './learnerBlock.js';

type Shapes = readonly (readonly number[])[];

/** The shapes of the weights that a block has made. */
interface Made {
  readonly channels: number;
  readonly trained: Shapes;
  readonly all: Shapes;
}

/** Weights that a mistake leads to, and what to say of it. */
interface WeightMistake {
  readonly id: string;
  readonly says: Text;
  readonly fits: (made: Made) => boolean;
}

/** Unlike any number of channels. */
const image = [13, 14];

const written = (shape: readonly number[]) => shape.join('×');
const text = (shapes: Shapes) => shapes.map(written).join(' ');
const sorted = (shapes: Shapes) => shapes.map(written).sort().join(' ');
const kernelsOnly = (shapes: Shapes) => shapes.filter(({ length }) => length === 4);

/** The most telling first; the last one fits always. */
const mistakes: readonly WeightMistake[] = [
  {
    id: 'weights-not-tracked',
    says: {
      en: 'TensorFlow.js knows of no weight in your block: its list is empty after build. What stands in a tf.variable, or belongs to layers that the block holds, is neither trained nor saved. Make every kernel and bias in build by this.addWeight(…).',
      zh: 'TensorFlow.js 不知道你的块有任何权重：build 之后它的列表还是空的。放在 tf.variable 里的，或者属于块内部其他层的，既不会被训练，也不会被保存。请在 build 里用 this.addWeight(…) 建立每个核和偏置。',
    },
    fits: ({ all }) => all.length === 0,
  },
  {
    id: 'weights-shared',
    says: {
      en: 'Your block has one kernel and one bias, which both convolutions use. Each convolution has its own: make two kernels and two biases.',
      zh: '你的块只有一个核和一个偏置，两个卷积共用。每个卷积要有自己的：请建立两个核和两个偏置。',
    },
    fits: ({ channels, trained }) => text(trained) === text(shapesOf(channels).slice(0, 2)),
  },
  {
    id: 'bias-missing',
    says: {
      en: 'Your convolutions have no biases. Each has a kernel and a bias, [channels]: four weights.',
      zh: '你的卷积没有偏置。每个卷积都有一个核和一个形状为 [channels] 的偏置，一共四个权重。',
    },
    fits: ({ channels, trained }) => text(trained) === text(kernelsOnly(shapesOf(channels))),
  },
  {
    id: 'weights-not-trainable',
    says: {
      en: 'Your weights are there, but some are not trainable: the sixth argument of addWeight is false. Leave it out, or give true.',
      zh: '权重都有，但其中有些不可训练：addWeight 的第六个参数是 false。请去掉它，或者写 true。',
    },
    fits: ({ channels, trained, all }) =>
      trained.length < all.length && all.length === shapesOf(channels).length,
  },
  {
    id: 'weights-in-another-order',
    says: {
      en: 'All four weights are there, in another order. Make the first convolution’s kernel and bias, then the second’s: so they lie in a saved network.',
      zh: '四个权重都有，但顺序不对。先建立第一个卷积的核和偏置，再建立第二个的：保存的网络里就是这样排列的。',
    },
    fits: ({ channels, trained }) => sorted(trained) === sorted(shapesOf(channels)),
  },
  {
    id: 'channels-written-out',
    says: {
      en: 'Your weights always have the same number of channels. Whoever makes the block says how many: use this.channels.',
      zh: '你的权重的通道数是写死的。有多少通道由造块的人决定：请用 this.channels。',
    },
    fits: ({ channels, trained }) => {
      const usual = trained[1]?.[0] ?? channels;
      return usual !== channels && text(trained) === text(shapesOf(usual));
    },
  },
  {
    id: 'wrong-weights',
    says: {
      en: 'These are not the weights of two 3×3 convolutions. A kernel is [3, 3, channels, channels], a bias [channels]. Compare the first line that is marked.',
      zh: '这不是两个 3×3 卷积的权重。核的形状是 [3, 3, channels, channels]，偏置是 [channels]。请对照第一处标出的那一行。',
    },
    fits: () => true,
  },
];

function weightsMade(Block: BlockClass, channels: number): Made {
  const block = built(Block, channels, image);
  const shapes = (weights: typeof block.weights) => weights.map(({ shape }) => shape.map(Number));
  const made = { channels, trained: shapes(block.trainableWeights), all: shapes(block.weights) };
  for (const weight of block.weights) weight.dispose();
  return made;
}

/** What is wrong with the weights that a block makes; undefined where nothing is. */
export async function wrongWeights(
  Block: BlockClass,
  channels: readonly number[],
): Promise<Failure | undefined> {
  for (const count of channels) {
    const called = await calling('build', () => weightsMade(Block, count));
    if ('failure' in called) return called.failure;
    const made = called.value;
    if (text(made.trained) === text(shapesOf(count))) continue;
    const mistake = mistakes.find(({ fits }) => fits(made))!;
    return failureOf(mistake, language => drawShapes(made, language));
  }
  return undefined;
}

/** The shapes of the weights, a line each, the first wrong one marked. */
function drawShapes({ channels, trained }: Made, language: Language): readonly string[] {
  const right = shapesOf(channels);
  const wrong = right.findIndex((shape, at) => written(shape) !== written(trained[at] ?? []));
  const yours = Array.from({ length: Math.max(right.length, trained.length) }, (_, at) => {
    const shape = written(trained[at] ?? []) || '–';
    return at === (wrong < 0 ? right.length : wrong) ? `[${shape}]` : ` ${shape}`;
  });
  const heading = { en: ['expected', ' yours'], zh: ['期望', ' 你的'] }[language];
  return [
    `channels = ${channels}`,
    '',
    ...beside(
      ['', 'conv1/kernel', 'conv1/bias', 'conv2/kernel', 'conv2/bias'],
      [heading[0], ...right.map(written)],
      [heading[1], ...yours],
    ),
  ];
}

/** Two kernels and two biases, of the right shapes and in their order. */
export const weightsCheck = blockCheck(
  {
    en: 'build makes four trainable weights, with 16 channels 4,640 numbers',
    zh: 'build 建立四个可训练的权重，16 个通道时共 4,640 个数',
  },
  (Block, { random }) => wrongWeights(Block, [16, random.integer(3, 9)]),
);
