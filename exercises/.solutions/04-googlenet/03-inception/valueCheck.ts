import {
  beside,
  type Check,
  type CheckRun,
  drawMatrix,
  type Failure,
  failureOf,
  functionCheck,
  type Language,
  type Random,
} from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { convolutionsOf, type Sizes, wholeWeights, writtenOut } from './block.js';
import { blockCheck } from './blockCheck.js';
import { knownError } from './knownError.js';
import { type BlockClass, built, disposeWeights } from './learnerBlock.js';
import { valueMistakes } from './valueMistakes.js';
import { computed, type Variation } from './variation.js';
import { wrongWeights } from './wrongWeights.js';

type Images = readonly (readonly (readonly (readonly number[])[])[])[];
type Args = readonly [images: Images, narrow: number, wide: number, seed: number];

const title = {
  en: 'call computes what the four branches give, side by side',
  zh: 'call 算出四个分支的结果，并排放置',
};

/** Where channels, narrow and wide are the same number, a wrong block gives a result; elsewhere it may throw. */
const cases = (random: Random): readonly Args[] => [
  [random.matrix([1, 4, 5, 3], 0, 3), 3, 3, random.integer(1, 1000)],
  [random.matrix([2, 4, 3, 2], 0, 3), 3, 4, random.integer(1, 1000)],
];

const sizesOf = ([images, narrow, wide]: Args): Sizes => ({
  channels: images[0][0][0].length,
  narrow,
  wide,
});

const tensorOf = (images: Images) => tf.tensor4d(images as number[][][][]);

const expected = (...args: Args) =>
  tf.tidy(() => writtenOut(tensorOf(args[0]), sizesOf(args), wholeWeights(sizesOf(args), args[3])));

const instead =
  (way: Variation) =>
  (...args: Args) =>
    tf.tidy(() =>
      computed(tensorOf(args[0]), sizesOf(args), wholeWeights(sizesOf(args), args[3]), way).arraySync(),
    );

/** The learner's block, with the same weights laid in. */
function learners(Block: BlockClass, args: Args): unknown {
  const images = tensorOf(args[0]);
  const block = built(Block, sizesOf(args), images.shape.slice(1, 3));
  return tf.tidy(() => {
    block.setWeights(wholeWeights(sizesOf(args), args[3]));
    const output = block.apply(images) as tf.Tensor;
    const result = output instanceof tf.Tensor ? output.arraySync() : output;
    disposeWeights(block);
    return result;
  });
}

const kinds = ['1×1', '1×1, 3×3, 3×3', '1×1, 5×5', '1×1'];

/** What one pixel of the right output is, branch by branch. */
function drawPixel(args: Args, [image, row, column, channel]: readonly number[], language: Language) {
  const sizes = sizesOf(args);
  const pixel = (instead({})(...args) as number[][][][])[image][row][column];
  const ends = convolutionsOf(sizes).filter(({ branch }, at, all) => all[at + 1]?.branch !== branch);
  let from = 0;
  const starts = ends.map(({ filters }) => {
    from += filters;
    return from - filters;
  });
  const [heading, branch] = {
    en: [`expected pixel [${row}][${column}]`, 'branch'],
    zh: [`像素 [${row}][${column}] 的期望值`, '分支'],
  }[language];
  return beside(
    ['', ...kinds.map((kind, at) => `${branch} ${at + 1}   ${kind}`)],
    drawMatrix(
      heading,
      ends.map(({ filters }, at) => pixel.slice(starts[at], starts[at] + filters)),
      (r, c) => starts[r] + c === channel,
    ),
  );
}

/** Compares a block's results with those of TensorFlow.js's own layers. */
export async function wrongValues(Block: BlockClass, run: CheckRun): Promise<Failure | undefined> {
  let error: unknown;
  const Inception = (...args: Args) => {
    try {
      return learners(Block, args);
    } catch (thrown) {
      error ??= thrown;
      throw thrown;
    }
  };
  const failure = await functionCheck<Args>({
    title,
    name: 'Inception',
    parameters: ['images', 'narrow', 'wide'],
    cases,
    expected,
    mistakes: valueMistakes.map(({ id, says, way }) => ({ id, says, instead: instead(way) })),
    draw: ({ args, path, language }) => drawPixel(args, path, language),
  }).run({ Inception }, run);
  if (!failure || 'notRun' in failure) return undefined;
  const known = failure.mistake === 'threw' ? knownError(error) : undefined;
  return known ? failureOf(known) : failure;
}

/** The same weights give the same output as TensorFlow.js's own layers. */
export const valueCheck: Check = blockCheck(
  title,
  async (Block, run) =>
    (await wrongWeights(Block, [{ channels: 3, narrow: 2, wide: 4 }])) ?? (await wrongValues(Block, run)),
);
