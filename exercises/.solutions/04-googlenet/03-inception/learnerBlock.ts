import { callLearner, type Failure, failureOf, type LearnerModule } from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { defaults, type Sizes } from './block.js';
import { knownError } from './knownError.js';

/** The class that the exercise asks for. */
export type BlockClass = new (args?: object) => tf.layers.Layer;

/** The learner's class, or what is wrong with it before any of its methods is called. */
export function blockClass({ Inception }: LearnerModule): BlockClass | Failure {
  if (typeof Inception !== 'function') {
    return failureOf({
      id: 'not-exported',
      says: {
        en: 'exercise.ts exports no class named Inception. Put the line `export class Inception extends tf.layers.Layer {` back as it was.',
        zh: 'exercise.ts 没有导出名为 Inception 的类。请恢复原来的 `export class Inception extends tf.layers.Layer {` 这一行。',
      },
    });
  }
  if (Inception.prototype instanceof tf.layers.Layer) return Inception as BlockClass;
  return failureOf({
    id: 'not-a-layer',
    says: {
      en: 'Your Inception does not extend tf.layers.Layer, so no model can hold it. Put `extends tf.layers.Layer` back.',
      zh: '你的 Inception 没有继承 tf.layers.Layer，放不进任何模型。请恢复 `extends tf.layers.Layer`。',
    },
  });
}

/** Makes a block and its weights, without computing anything. The defaults are left for the block to know. */
export function built(Block: BlockClass, { channels, narrow, wide }: Sizes, image: readonly number[]) {
  const usual = narrow === defaults.narrow && wide === defaults.wide;
  const block = new Block(usual ? {} : { narrow, wide });
  block.build([null, ...image, channels]);
  // As apply does it, so that it does not build again.
  block.built = true;
  return block;
}

/** Gives back the memory of a block's weights. */
export function disposeWeights(block: tf.layers.Layer): void {
  for (const weight of block.weights) weight.dispose();
}

/**
 * Does something with the learner's code, under the name of the method that it is about.
 *
 * @returns what came of it; or what went wrong, by the name of the mistake where the error tells it
 */
export async function calling<Result>(
  name: string,
  call: () => Result,
): Promise<{ readonly value: Awaited<Result> } | { readonly failure: Failure }> {
  let error: unknown;
  const remembering = async () => {
    try {
      return await call();
    } catch (thrown) {
      error = thrown;
      throw thrown;
    }
  };
  const called = await callLearner({ [name]: remembering }, name);
  if (!('failure' in called)) return called as { readonly value: Awaited<Result> };
  const known = knownError(error);
  return known ? { failure: failureOf(known) } : called;
}
