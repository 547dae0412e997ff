import {
  beside,
  type CheckRun,
  drawMatrix,
  type Failure,
  failureOf,
  functionCheck,
  type Language,
  type Random,
  type Value,
} from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { type Block, blockMistakes, residualBlock, steps, type Weights } from './block.js';
import { knownError } from './knownError.js';
import { type BlockClass, blockCheck, built } from './learnerBlock.js';
import { wrongWeights } from './weightsCheck.js';

type Numbers = readonly Value[];
type Args = readonly [x: Numbers, kernel1: Numbers, bias1: Numbers, kernel2: Numbers, bias2: Numbers];

const title = {
  en: 'call computes relu(x + conv2(relu(conv1(x))))',
  zh: 'call 算出 relu(x + conv2(relu(conv1(x))))',
};

/**
 * The first is one image of one channel, which can be drawn as a whole. Both are large enough for two windows of 3×3
 * without padding: an empty image could not be computed with.
 */
const cases = (random: Random): readonly Args[] =>
  [
    { batch: 1, height: 5, width: 5, channels: 1 },
    { batch: 2, height: 6, width: 5, channels: 3 },
  ].map(({ batch, height, width, channels }) => [
    random.matrix([batch, height, width, channels], -2, 2),
    random.matrix([3, 3, channels, channels], -1, 1),
    random.matrix([channels], 1, 2),
    random.matrix([3, 3, channels, channels], -1, 1),
    random.matrix([channels], -2, -1),
  ]);

const tensorOf = (numbers: Numbers) => tf.tensor(numbers as number[]);
const tensorsOf = ([x, ...weights]: Args): [x: tf.Tensor, weights: Weights] => [
  tensorOf(x),
  weights.map(tensorOf) as unknown as Weights,
];

type Plain = number[][] | number[][][][];

/** A single image of a single channel as a matrix, anything else as it is. */
function plain(output: tf.Tensor): Plain {
  const [batch, , , channels] = output.shape;
  const single = output.rank === 4 && batch === 1 && channels === 1;
  return (single ? tf.squeeze(output, [0, 3]) : output).arraySync() as Plain;
}

const instead =
  (block: Block) =>
  (...args: Args) =>
    tf.tidy(() => plain(block(...tensorsOf(args))));

/** The learner's block, with the same weights laid in. */
function learners(Block: BlockClass, args: Args): unknown {
  return tf.tidy(() => {
    const [x, weights] = tensorsOf(args);
    const [, height, width, channels] = x.shape;
    const block = built(Block, channels!, [height!, width!]);
    block.setWeights([...weights]);
    const output = block.apply(x);
    const result = output instanceof tf.Tensor ? plain(output) : String(output);
    for (const weight of block.weights) weight.dispose();
    return result;
  });
}

/** The right block step by step: as images where there is one channel, as numbers otherwise. */
function drawSteps(args: Args, path: readonly number[], language: Language): readonly string[] {
  return tf.tidy(() => {
    const matrices = steps(...tensorsOf(args)).map(([name, tensor]) => [name, plain(tensor)] as const);
    if (path.length > 2) return numbersAt(matrices, path, language);
    const marked = (row: number, column: number) => row === path[0] && column === path[1];
    const drawn = matrices.map(([name, matrix]) => drawMatrix(name, matrix as number[][], marked));
    // The last step is the expected result, which stands above.
    return [...beside(...drawn.slice(0, 3)), '', ...beside(...drawn.slice(3, 5))];
  });
}

function numbersAt(
  matrices: readonly (readonly [name: string, values: Plain])[],
  path: readonly number[],
  language: Language,
): string[] {
  const place = path.map(index => `[${index}]`).join('');
  const at = (values: Plain) => path.reduce<unknown>((inner, index) => (inner as unknown[])[index], values);
  const heading = { en: `step by step, at ${place}`, zh: `${place} 处的每一步` }[language];
  return [
    heading,
    ...matrices.map(([name, values]) => `${name.padEnd(10)} ${String(at(values)).padStart(5)}`),
  ];
}

/** Compares a block's results with the block written out in TensorFlow.js's operations. */
export async function wrongValues(Block: BlockClass, run: CheckRun): Promise<Failure | undefined> {
  let error: unknown;
  const ResidualBlock = (...args: Args) => {
    try {
      return learners(Block, args);
    } catch (thrown) {
      error ??= thrown;
      throw thrown;
    }
  };
  const failure = await functionCheck<Args>({
    title,
    name: 'ResidualBlock',
    parameters: ['x', 'kernel1', 'bias1', 'kernel2', 'bias2'],
    cases,
    expected: instead(residualBlock),
    mistakes: blockMistakes.map(({ id, says, block }) => ({ id, says, instead: instead(block) })),
    draw: ({ args, path, language }) => drawSteps(args, path, language),
  }).run({ ResidualBlock }, run);
  if (!failure || 'notRun' in failure) return undefined;
  const known = failure.mistake === 'threw' ? knownError(error) : undefined;
  return known ? failureOf(known) : failure;
}

/** The same weights give the same output. */
export const valueCheck = blockCheck(
  title,
  async (Block, run) => (await wrongWeights(Block, [1, 3])) ?? (await wrongValues(Block, run)),
);
