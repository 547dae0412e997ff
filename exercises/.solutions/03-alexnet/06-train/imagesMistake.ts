import { once } from '../../fingerprint.js';
import * as mistakes from '../../programMistakes.js';
import type { Result } from '../../programTrial.js';
import { KnownImages } from './knownImages.js';
import * as says from './says.js';
import { trial } from './trial.js';
import { seenBy } from './watched.js';

const { limit, testLimit } = trial;

const training = once(() => KnownImages.first(true));
const test = once(() => KnownImages.first(false));

type Images = readonly Float32Array[];

/** What is wrong with the images that went into the network, by looking at them. */
export async function imagesMistake({ model }: Result): Promise<mistakes.ProgramMistake | undefined> {
  const batches = seenBy(model);
  const last = batches.findLastIndex(batch => batch.training);
  if (last < 0) return says.neverInTraining;
  const trainedOn = batches.filter(batch => batch.training).flatMap(({ images }) => images);
  const testedOn = batches.slice(last + 1).flatMap(({ images }) => images);
  return (await trainingMistake(trainedOn)) ?? (await testMistake(testedOn));
}

async function trainingMistake(images: Images) {
  const [right, ofTest] = [await training(), await test()];
  const strange = images.filter(image => right.indexOf(image) < 0);
  if (strange.length === 0) {
    const firstEpoch = images.slice(0, limit).map(image => right.indexOf(image));
    return firstEpoch.every((index, place) => index === place) ? mistakes.notShuffled(128) : undefined;
  }
  const tests = strange.every(image => ofTest.indexOf(image) >= 0);
  if (tests) return strange.length < images.length ? says.dropoutInTest : mistakes.trainedOnTest;
  return (await otherPixels(strange, true)) ?? says.otherImages;
}

async function testMistake(images: Images) {
  const right = await test();
  const found = new Set(images.map(image => right.indexOf(image)));
  const wanted = Array.from({ length: testLimit }, (_, index) => index);
  if (wanted.every(index => found.has(index)))
    return found.has(testLimit) ? says.testLimitIgnored : undefined;
  if (images.length === 0) return says.notTested;
  const ofTraining = await training();
  if (images.every(image => ofTraining.indexOf(image) >= 0)) return mistakes.ofTrainingImages;
  const strange = images.filter(image => right.indexOf(image) < 0);
  if (strange.length === 0) return says.someTested(found.size);
  return (await otherPixels(strange, false)) ?? says.otherImages;
}

/** Recognises images by what was done to their pixels, or not done. */
async function otherPixels(images: Images, train: boolean) {
  const changed = [
    { mistake: mistakes.notNormalised, steps: 'raw' },
    { mistake: mistakes.normalisedTwice, steps: 'normalisedTwice' },
  ] as const;
  for (const { mistake, steps } of changed) {
    const known = await KnownImages.first(train, steps);
    if (images.every(image => known.indexOf(image) >= 0)) return mistake;
  }
  return undefined;
}
