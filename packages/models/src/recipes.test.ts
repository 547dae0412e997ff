import { expect, it } from 'vitest';
import { type NetworkName, networks, recipes } from './index.js';

const names = Object.keys(networks) as NetworkName[];
const all = names.flatMap(network =>
  Object.entries(recipes[network]).map(([dataset, recipe]) => ({ network, dataset, recipe })),
);

it('exports a recipe for every network on both data sets, and nothing else', () => {
  expect(Object.keys(recipes)).toEqual(names);
  for (const network of names) expect(Object.keys(recipes[network])).toEqual(['mnist', 'fashion-mnist']);
});

it('has the lecture’s numbers for MNIST: plain SGD, at one rate but for ResNet', () => {
  const plain = { momentum: 0, schedule: 'constant', warmupEpochs: 0, maxGradientNorm: null };
  const small = { ...plain, imageSize: 28, batchSize: 128, learningRate: 0.1, epochs: 10 };
  expect(recipes.lenet5.mnist).toMatchObject({ ...small, batchSize: 256, learningRate: 0.9, epochs: 5 });
  expect(recipes.alexnet.mnist).toMatchObject({ ...small, imageSize: 224 });
  expect(recipes.googlenet.mnist).toMatchObject(small);
  expect(recipes.resnet.mnist).toMatchObject({ ...small, schedule: 'cosine' });
});

it.each(all)('says where the recipe of $network on $dataset comes from, and survives JSON', ({ recipe }) => {
  expect(recipe.source).toMatch(/the lecture, chapter \d|docs\/fashion-mnist\.md/);
  expect(JSON.parse(JSON.stringify(recipe))).toEqual(recipe);
  expect(recipe.warmupEpochs).toBeLessThan(recipe.epochs);
});
