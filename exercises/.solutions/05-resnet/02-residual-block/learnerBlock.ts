import {
  type Check,
  type CheckRun,
  callLearner,
  type Failure,
  failureOf,
  type Text,
} from '@featuremap/grader';
import * as tf from '@tensorflow/tfjs';
import { onEngine } from '../onEngine.js';
import { knownError } from './knownError.js';

/** The class that the exercise asks for. */
export type BlockClass = new (args: object) => tf.layers.Layer;

const notExported = {
  id: 'not-exported',
  says: {
    en: 'exercise.ts exports no class named ResidualBlock. Put the line `export class ResidualBlock extends tf.layers.Layer {` back as it was.',
    zh: 'exercise.ts 没有导出名为 ResidualBlock 的类。请恢复原来的 `export class ResidualBlock extends tf.layers.Layer {` 这一行。',
  },
};

const notALayer = {
  id: 'not-a-layer',
  says: {
    en: 'Your ResidualBlock does not extend tf.layers.Layer, so no model can hold it. Put `extends tf.layers.Layer` back.',
    zh: '你的 ResidualBlock 没有继承 tf.layers.Layer，放不进任何模型。请恢复 `extends tf.layers.Layer`。',
  },
};

/** A check of the learner's class. */
export function blockCheck(
  title: Text,
  run: (Block: BlockClass, run: CheckRun) => Promise<Failure | undefined>,
): Check {
  return onEngine({
    title,
    run: async ({ ResidualBlock }, checkRun) => {
      if (typeof ResidualBlock !== 'function') return failureOf(notExported);
      if (!(ResidualBlock.prototype instanceof tf.layers.Layer)) return failureOf(notALayer);
      return run(ResidualBlock as BlockClass, checkRun);
    },
  });
}

/** Makes a block and its weights, without computing anything. */
export function built(Block: BlockClass, channels: number, image: readonly number[]) {
  const block = new Block({ channels, name: 'block' });
  block.build([null, ...image, channels]);
  // As apply does it, so that it does not build again.
  block.built = true;
  return block;
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
