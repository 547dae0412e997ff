import { displayWidth, type Failure, failureOf, type Language, type Text } from '@featuremap/grader';
import { convolutionsOf, type Sizes, shapesOf } from './block.js';
import { type BlockClass, built, calling, disposeWeights } from './learnerBlock.js';
import { height, weightMistakes, width } from './weightMistakes.js';

type Shapes = readonly (readonly number[])[];

/** The shapes of the weights that a block has made. */
interface Made {
  readonly sizes: Sizes;
  readonly trained: Shapes;
  readonly all: Shapes;
}

const notTracked: Text = {
  en: 'TensorFlow.js knows of no weight in your block: its list is empty after build. What stands in a tf.variable, or belongs to layers that the block holds, is neither trained nor saved. Make every kernel and bias in build by this.addWeight(…).',
  zh: 'TensorFlow.js 不知道你的块有任何权重：build 之后它的列表还是空的。放在 tf.variable 里的，或者属于块内部其他层的，既不会被训练，也不会被保存。请在 build 里用 this.addWeight(…) 建立每个核和偏置。',
};

const notTrainable: Text = {
  en: 'Your weights are there, but some are not trainable: the sixth argument of addWeight is false. Leave it out, or give true.',
  zh: '权重都有，但其中有些不可训练：addWeight 的第六个参数是 false。请去掉它，或者写 true。',
};

const otherOrder: Text = {
  en: 'All 14 weights are there, in another order. Make them branch by branch, and of each convolution the kernel first and then the bias: so they lie in a saved network.',
  zh: '14 个权重都有，但顺序不对。请按分支顺序建立，每个卷积先核后偏置：保存的网络里就是这样排列的。',
};

const otherShapes: Text = {
  en: 'These are not the weights of the seven convolutions. Compare the first line that is marked with the table in README.md.',
  zh: '这不是那七个卷积的权重。请把第一处标出的那一行与 README.zh-CN.md 里的表格对照。',
};

/** What is wrong with the weights that a block makes for these sizes; undefined where nothing is. */
export async function wrongWeights(Block: BlockClass, cases: readonly Sizes[]): Promise<Failure | undefined> {
  const made: Made[] = [];
  for (const sizes of cases) {
    const called = await calling('build', () => weightsMade(Block, sizes));
    if ('failure' in called) return called.failure;
    made.push(called.value);
  }
  const wrong = made.find(({ sizes, trained }) => !same(trained, rightShapes(sizes)));
  return wrong && failureOf(mistakeOf(made, wrong), language => drawShapes(wrong, language));
}

function weightsMade(Block: BlockClass, sizes: Sizes): Made {
  const block = built(Block, sizes, [height, width]);
  const shapes = (weights: typeof block.weights) => weights.map(({ shape }) => shape.map(Number));
  const [trained, all] = [shapes(block.trainableWeights), shapes(block.weights)];
  disposeWeights(block);
  return { sizes, trained, all };
}

function mistakeOf(made: readonly Made[], { sizes, trained, all }: Made): { id: string; says: Text } {
  const known = weightMistakes.find(({ shapes }) => made.every(one => same(one.trained, shapes(one.sizes))));
  if (known) return known;
  if (all.length === 0) return { id: 'weights-not-tracked', says: notTracked };
  const right = rightShapes(sizes);
  if (trained.length < all.length && all.length === right.length)
    return { id: 'weights-not-trainable', says: notTrainable };
  if (sorted(trained) === sorted(right)) return { id: 'weights-in-another-order', says: otherOrder };
  return { id: 'wrong-weights', says: otherShapes };
}

const rightShapes = (sizes: Sizes): Shapes => shapesOf(convolutionsOf(sizes));
const written = (shape: readonly number[]) => shape.join('×');
const sorted = (shapes: Shapes) => shapes.map(written).sort().join(' ');
const same = (left: Shapes, right: Shapes) => left.map(written).join(' ') === right.map(written).join(' ');

const words = {
  en: {
    expected: 'expected',
    yours: 'yours',
    branch: 'branch',
    kernel: 'kernel',
    bias: 'bias',
    input: 'input channels',
  },
  zh: { expected: '期望', yours: '你的', branch: '分支', kernel: '核', bias: '偏置', input: '输入通道' },
} as const;

/** The shapes of the weights, a line each, the first wrong one marked. */
function drawShapes({ sizes, trained }: Made, language: Language): string[] {
  const text = words[language];
  const right = rightShapes(sizes);
  const names = convolutionsOf(sizes).flatMap(({ branch }) => [
    `${text.branch} ${branch} ${text.kernel}`,
    `${text.branch} ${branch} ${text.bias}`,
  ]);
  const wrong = right.findIndex((shape, at) => written(shape) !== written(trained[at] ?? []));
  const count = Math.max(right.length, trained.length);
  const lines = Array.from({ length: count }, (_, at) => [
    names[at] ?? '',
    written(right[at] ?? []),
    at === wrong || (wrong < 0 && at === right.length)
      ? `[${written(trained[at] ?? [])}]`
      : ` ${written(trained[at] ?? [])}`,
  ]);
  const { channels, narrow, wide } = sizes;
  return [
    `${text.input} = ${channels}, narrow = ${narrow}, wide = ${wide}`,
    '',
    ...aligned([['', text.expected, ` ${text.yours}`], ...lines]),
  ];
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = [0, 1, 2].map(column => Math.max(...rows.map(row => displayWidth(row[column]))));
  const pad = (cell: string, column: number) => cell + ' '.repeat(widths[column] - displayWidth(cell));
  return rows.map(row => row.map(pad).join('  ').trimEnd());
}
