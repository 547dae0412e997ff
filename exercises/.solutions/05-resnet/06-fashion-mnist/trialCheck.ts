import type { Check, NotRun } from '@featuremap/grader';
import { onEngine } from '../onEngine.js';
import { fashionImages } from './images.js';
import { type Recipe, recipeOf } from './recipe.js';
import { batchSize, learnsNothing, train } from './training.js';
import { nothingLearned } from './trainingMistakes.js';

const steps = 40;

/** Losses of the trial by the recipe: a learner who mends something else has the same one again. */
const trials = new Map<string, readonly number[]>();

/** The form of the recipe. */
export const formCheck: Check = {
  title: {
    en: "recipe gives numbers to train with, and not the lecture's",
    zh: 'recipe 给出可以用来训练的数，而且不是讲义的那些',
  },
  run: async learner => {
    const recipe = await recipeOf(learner);
    return 'mistake' in recipe ? recipe : undefined;
  },
};

/** A few steps show what diverges and what does not move. */
export const trialCheck: Check = onEngine({
  title: {
    en: `the loss falls within ${steps} steps`,
    zh: `${steps} 步之内损失下降`,
  },
  run: async learner => {
    const recipe = await recipeOf(learner);
    if ('mistake' in recipe) return recipe;
    const key = JSON.stringify(recipe);
    const losses = trials.get(key) ?? (await lossesOfTrial(recipe));
    if ('notRun' in losses) return losses;
    trials.set(key, losses);
    return learnsNothing(losses) ? nothingLearned(recipe, losses) : undefined;
  },
});

/** So early, half a cosine has not begun to fall. */
async function lossesOfTrial(recipe: Recipe): Promise<readonly number[] | NotRun> {
  const images = await fashionImages(true);
  if ('notRun' in images) return images;
  const first = images.take(steps * batchSize);
  const { model, losses } = await train({ ...recipe, schedule: 'constant' }, first, 1);
  model.dispose();
  return losses;
}
