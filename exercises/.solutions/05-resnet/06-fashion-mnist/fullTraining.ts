import type { Check, CheckRun } from '@featuremap/grader';
import type { Callback } from '@featuremap/trainer';
import { accuracyOn } from '../../programImages.js';
import { onEngine } from '../onEngine.js';
import { fashionImages } from './images.js';
import { recipeOf } from './recipe.js';
import { learnsNothing, meanOf, train } from './training.js';
import { accuracyTooLow, nothingLearned } from './trainingMistakes.js';

const epochs = 2;
const atLeast = 0.875;

const percent = (share: number) => `${(100 * share).toFixed(2)}%`;

/** The training in earnest, which the grader does with the learner's recipe. */
export const fullTraining: Check = onEngine({
  title: {
    en: `ResNet reaches ${percent(atLeast)} on FashionMNIST's test images after ${epochs} epochs with it`,
    zh: `ResNet 用它训练 ${epochs} 轮，在 FashionMNIST 的测试图像上达到 ${percent(atLeast)}`,
  },
  slow: true,
  run: async (learner, { progress }) => {
    const recipe = await recipeOf(learner);
    if ('mistake' in recipe) return recipe;
    const [images, test] = [await fashionImages(true), await fashionImages(false)];
    if ('notRun' in images) return images;
    if ('notRun' in test) return test;
    const { model, losses } = await train(recipe, images, epochs, tell(progress));
    if (learnsNothing(losses)) return nothingLearned(recipe, losses);
    const accuracy = await accuracyOn(test, model);
    progress({ en: `test accuracy ${percent(accuracy)}`, zh: `测试准确率 ${percent(accuracy)}` });
    if (accuracy >= atLeast) return undefined;
    return accuracyTooLow(recipe, losses, percent(accuracy), percent(atLeast));
  },
});

/** Says how far it is, and ends a training early that leads nowhere. */
function tell(progress: CheckRun['progress']): Callback {
  const losses: number[] = [];
  return (event, run) => {
    if (event.type !== 'step') return;
    losses.push(event.loss);
    const { step, steps } = event;
    if (step % 100 !== 0) return;
    const loss = meanOf(losses.slice(-100)).toFixed(3);
    progress({
      en: `step ${step} of ${steps}: loss ${loss}`,
      zh: `第 ${step} 步，共 ${steps} 步：损失 ${loss}`,
    });
    if (step >= 200 && learnsNothing(losses)) run.stop();
  };
}
