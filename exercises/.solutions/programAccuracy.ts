import type { ImageDataset } from '@featuremap/datasets';
import type { ProgramOptions } from './programCheck.js';
import { accuracyOn, images, type pixels, testImages } from './programImages.js';
import * as mistakes from './programMistakes.js';
import type { Result } from './programTrial.js';

/**
 * Compares the accuracies that a program claims with those of its networks. One network alone may do as well on other
 * images by chance: a mistake has to explain all of them.
 */
export async function accuracyMistake(
  results: readonly Result[],
  options: ProgramOptions,
): Promise<mistakes.ProgramMistake | undefined> {
  const { testLimit = testImages } = options.trial;
  const right = (await images(options, { train: false })).take(testLimit);
  const measured = await Promise.all(results.map(({ model }) => accuracyOn(right, model)));
  const wrong = results.findIndex(({ accuracy }, index) => !same(accuracy, measured[index]));
  if (wrong < 0) return undefined;
  if (results.every(({ accuracy }, index) => same(accuracy, 100 * measured[index])))
    return mistakes.inPercent(results[wrong].accuracy);
  for (const { mistake, set } of otherImages(options)) {
    if (await claimedOn(await set(), results)) return mistake;
  }
  return mistakes.otherAccuracy(results[wrong].accuracy, measured[wrong], testLimit);
}

/** True where each network has the accuracy that is claimed of it on these images. */
async function claimedOn(set: ImageDataset, results: readonly Result[]): Promise<boolean> {
  for (const { accuracy, model } of results) {
    if (!same(accuracy, await accuracyOn(set, model))) return false;
  }
  return true;
}

/** A handful of images may fall on the other side where another engine or batch size rounds otherwise. */
const same = (claimed: number, measured: number) => Math.abs(claimed - measured) < 5e-4;

/** What else people measure on. */
function otherImages(options: ProgramOptions) {
  const { limit, testLimit = testImages } = options.trial;
  const test = (steps: keyof typeof pixels) => async () =>
    (await images(options, { train: false, steps })).take(testLimit);
  const first = (of: { train: boolean }) => async () => (await images(options, of)).take(limit);
  return [
    { mistake: mistakes.ofTrainingImages, set: first({ train: true }) },
    { mistake: mistakes.ofSomeImages(testLimit), set: first({ train: false }) },
    { mistake: mistakes.notNormalised, set: test('raw') },
    { mistake: mistakes.normalisedTwice, set: test('normalisedTwice') },
    { mistake: mistakes.testLimitIgnored(testLimit), set: () => images(options, { train: false }) },
  ];
}
