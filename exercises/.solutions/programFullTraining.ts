import { type Check, failureOf, type Text } from '@featuremap/grader';
import { useEngine } from './engine.js';
import type { ProgramOptions } from './programCheck.js';
import { accuracyOn, images } from './programImages.js';
import { tooLow } from './programMistakes.js';
import { called } from './programTrial.js';

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** How it is trained in earnest, where there is more than one way. */
interface Earnest {
  /** What is trained and where, as the title says it behind all the rest. */
  readonly what: Text;
  /** Finds the engine, or says why there is none that would do. */
  readonly engine: typeof useEngine;
}

/** The training in earnest, with all images. */
export function fullTraining(options: ProgramOptions, earnest: Partial<Earnest> = {}): Check {
  const { epochs, atLeast } = options;
  const { what = { en: '', zh: '' }, engine = useEngine } = earnest;
  return {
    title: {
      en: `reaches ${percent(atLeast)} on the test images after ${epochs} epochs${what.en}`,
      zh: `${what.zh}训练 ${epochs} 轮后在测试图像上达到 ${percent(atLeast)}`,
    },
    slow: true,
    run: async (learner, run) => {
      const device = await engine(run);
      if ('notRun' in device) return device;
      const report = (line: string) => run.progress({ en: line, zh: line });
      const outcome = await called(learner, options, { epochs, seed: 0, limit: 60_000 }, report);
      if ('failure' in outcome) return outcome.failure;
      const { model, losses } = outcome.result;
      const measured = await accuracyOn(await images(options, { train: false }), model);
      if (measured >= atLeast) return undefined;
      const [first, last] = [losses.slice(0, 20), losses.slice(-20)].map(mean);
      return failureOf(tooLow(percent(measured), percent(atLeast), first, last));
    },
  };
}
