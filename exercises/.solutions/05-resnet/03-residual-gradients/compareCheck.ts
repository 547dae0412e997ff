import {
  type Check,
  type Failure,
  functionCheck,
  type Language,
  type LearnerModule,
  type Mistake,
} from '@featuremap/grader';
import { crossEntropy } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs';
import { tensorsOf } from '../01-vanishing/layerGradients.js';
import { onEngine } from '../onEngine.js';
import { type Images, smallImages } from '../smallNetwork.js';
import { learnersNetwork, wrongStart } from './startCheck.js';

type Args = readonly [blocks: number, x: Images, y: readonly number[]];

/** Squares of the gradient, added up: of the first layer, of the last, and of all. */
interface Squares {
  readonly firstKernel: number;
  readonly firstCount: number;
  readonly firstBias: number;
  readonly lastKernel: number;
  readonly all: number;
}

interface Both {
  readonly plain: Squares;
  readonly residual: Squares;
}

function squaresOf(model: tf.LayersModel, x: Images, y: readonly number[]): Squares {
  const squares = tf.tidy(() => {
    const [images, labels] = tensorsOf(x, y);
    const { grads } = tf.variableGrads(() => crossEntropy(labels, model.apply(images) as tf.Tensor2D));
    const each = model.trainableWeights.map(({ name }) => tf.sum(tf.square(grads[name])).dataSync()[0]);
    const kernels = each.filter((_, at) => at % 2 === 0);
    return {
      firstKernel: each[0],
      firstCount: tf.util.sizeFromShape(model.trainableWeights[0].shape.map(Number)),
      firstBias: each[1],
      lastKernel: each[each.length - 2],
      all: kernels.reduce((sum, value) => sum + value, 0),
    };
  });
  model.dispose();
  return squares;
}

const power = (square: number) => Math.log10(Math.sqrt(square));

/** What a call returns, as powers of ten. */
const powers = ({ plain, residual }: Both, of: (squares: Squares) => number) => ({
  plain: power(of(plain)),
  residual: power(of(residual)),
});

/** What was measured, for each number of blocks. */
type Measured = (blocks: number) => Both;

const mistakesOf = (measured: Measured): readonly Mistake<Args>[] => {
  const of =
    (square: (squares: Squares) => number) =>
    (...[blocks]: Args) =>
      powers(measured(blocks), square);
  const first = ({ firstKernel }: Squares) => firstKernel;
  return [
    {
      id: 'kinds-swapped',
      says: {
        en: 'plain and residual are swapped: plain is what comes of deepNetwork(blocks, false).',
        zh: 'plain 和 residual 弄反了：plain 对应 deepNetwork(blocks, false)。',
      },
      instead: blocks => {
        const { plain, residual } = measured(blocks);
        return powers({ plain: residual, residual: plain }, first);
      },
    },
    ...(['plain', 'residual'] as const).map(kind => ({
      id: 'same-network-twice',
      says: {
        en: 'Both your numbers come from the same network. Build two: deepNetwork(blocks, false) and deepNetwork(blocks, true).',
        zh: '你的两个数来自同一个网络。请搭两个：deepNetwork(blocks, false) 和 deepNetwork(blocks, true)。',
      },
      instead: (...[blocks]: Args) => {
        const both = measured(blocks);
        return powers({ plain: both[kind], residual: both[kind] }, first);
      },
    })),
    {
      id: 'last-layer',
      says: {
        en: 'These are the norms of the last layer, where the gradient has lost nothing yet. Take the first layer’s kernel: the first of model.trainableWeights.',
        zh: '这是最后一层的范数，梯度在那里还没有损失。请取第一层的核：model.trainableWeights 的第一个。',
      },
      instead: of(({ lastKernel }) => lastKernel),
    },
    {
      id: 'one-for-all',
      says: {
        en: 'Your norm is over all kernels of the network, and the large gradients at the back hide the small ones in front. Take the first layer’s kernel alone.',
        zh: '你的范数把网络里所有的核都算进去了，后面的大梯度掩盖了前面的小梯度。请只取第一层的核。',
      },
      instead: of(({ all }) => all),
    },
    {
      id: 'norm-squared',
      says: {
        en: 'Your numbers are the squares of the norms: the root is missing.',
        zh: '你的结果是范数的平方：少了开平方。',
      },
      instead: of(({ firstKernel }) => firstKernel ** 2),
    },
    {
      id: 'mean-instead-of-norm',
      says: {
        en: 'You take a mean over the kernel’s gradients. A norm is not divided by how many there are: add the squares up, then take the root.',
        zh: '你对核的梯度取了平均。范数不除以个数：把平方加起来，再开平方。',
      },
      instead: of(({ firstKernel, firstCount }) => firstKernel / firstCount),
    },
    {
      id: 'biases-instead',
      says: {
        en: 'These are the norms of the first layer’s bias. Take its kernel, which comes before the bias in model.trainableWeights.',
        zh: '这是第一层偏置的范数。请取它的核，在 model.trainableWeights 里核排在偏置前面。',
      },
      instead: of(({ firstBias }) => firstBias),
    },
    {
      id: 'biases-counted',
      says: {
        en: 'Your norm has the first layer’s bias in it. Take its kernel alone.',
        zh: '你把第一层的偏置也算进了范数。请只取它的核。',
      },
      instead: of(({ firstKernel, firstBias }) => firstKernel + firstBias),
    },
    {
      id: 'loss-summed',
      says: {
        en: 'Your loss is the sum over the images of the batch, so the gradients are as many times too large as there are images. Take the mean, as crossEntropy of @featuremap/trainer does.',
        zh: '你的损失是一批图像的总和，梯度因此大了“图像张数”倍。请取平均，@featuremap/trainer 的 crossEntropy 就是这样做的。',
      },
      instead: (blocks, _, y) => powers(measured(blocks), ({ firstKernel }) => firstKernel * y.length ** 2),
    },
  ];
};

/** A # for each power of ten above the smallest that is worth drawing. */
const bar = (exponent: number) => '#'.repeat(Math.max(0, Math.round(exponent) + 10));

function drawBars(blocks: number, { plain, residual }: Both, language: Language): string[] {
  const line = (name: string, squares: Squares) => {
    const exponent = power(squares.firstKernel);
    return `${name.padEnd(8)}  ${(10 ** exponent).toExponential(1).padStart(7)}  ${bar(exponent)}`;
  };
  const heading = {
    en: `the first layer's norm behind ${blocks} blocks, a # for each power of ten:`,
    zh: `隔着 ${blocks} 个块的第一层的范数，每多一个 # 就大十倍：`,
  };
  return [heading[language], '', line('plain', plain), line('residual', residual)];
}

/** Measures in the learner's own networks. */
async function measure(learner: LearnerModule, [blocks, x, y]: Args): Promise<Both | { failure: Failure }> {
  const plain = await learnersNetwork(learner, blocks, false);
  if ('failure' in plain) return plain;
  const residual = await learnersNetwork(learner, blocks, true);
  if ('failure' in residual) return residual;
  return { plain: squaresOf(plain.model, x, y), residual: squaresOf(residual.model, x, y) };
}

const title = {
  en: 'compare measures the first layer behind 1, 5 and 10 blocks (shown as powers of ten)',
  zh: 'compare 量出隔着 1、5、10 个块的第一层（以 10 的幂表示）',
};

/** Anything may come from the learner. */
function read(returned: unknown): unknown {
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned)) return returned;
  return Object.fromEntries(Object.entries(returned).map(([key, norm]) => [key, Math.log10(Number(norm))]));
}

/** What the learner measures, against what is measured in the learner's own networks. */
export const compareCheck: Check = onEngine({
  title,
  run: async (learner, run) => {
    const start = await wrongStart(learner);
    if (start) return start;
    const cases = [1, 5, 10].map(
      (blocks): Args => [blocks, smallImages(run.random, 8, 28), run.random.matrix([8], 0, 9)],
    );
    const both = new Map<number, Both>();
    for (const args of cases) {
      const found = await measure(learner, args);
      if ('failure' in found) return found.failure;
      both.set(args[0], found);
    }
    const measured: Measured = blocks => both.get(blocks)!;
    const check = functionCheck<Args>({
      title,
      name: 'compare',
      parameters: ['blocks', 'x', 'y'],
      cases: () => cases,
      pass: (blocks, x, y) => [blocks, ...tensorsOf(x, y)],
      read,
      expected: blocks => powers(measured(blocks), ({ firstKernel }) => firstKernel),
      mistakes: mistakesOf(measured),
      draw: ({ args: [blocks], language }) => drawBars(blocks, measured(blocks), language),
    });
    return check.run(learner, run);
  },
});
