import type { Check, CheckRun, Failure, Text } from '@featuremap/grader';
import { useEngine } from '../../engine.js';
import { type BlockClass, blockClass, calling } from './learnerBlock.js';

/** A check of the learner's class, on the engine that was asked for. */
export function blockCheck(
  title: Text,
  run: (Block: BlockClass, run: CheckRun) => Promise<Failure | undefined>,
): Check {
  return {
    title,
    run: async (learner, checkRun) => {
      const device = await useEngine(checkRun);
      if ('notRun' in device) return device;
      const Block = blockClass(learner);
      if ('explain' in Block) return Block;
      const made = await calling('Inception', () => new Block());
      return 'failure' in made ? made.failure : run(Block, checkRun);
    },
  };
}
