import type { Check } from '@featuremap/grader';
import { useEngine } from '../engine.js';

/** A check that computes with tensors, on the engine that the learner asked for. */
export function onEngine(check: Check): Check {
  return {
    ...check,
    run: async (learner, run) => {
      const device = await useEngine(run);
      return 'notRun' in device ? device : check.run(learner, run);
    },
  };
}
