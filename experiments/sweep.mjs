// @ts-check
import { parseArgs } from 'node:util';
import { seeds } from './goals.mjs';
import { keepResult, resultOf } from './resultsFile.mjs';
import { trainAll } from './trainAll.mjs';

/**
 * What is tried on FashionMNIST: short runs over a grid, then whole runs of the best with three seeds.
 * @typedef {{ lr: number, momentum?: number, schedule?: string, warmup?: number, clip?: number | string, epochs?: number, 'image-size'?: number, seed?: number }} Choice
 */

/** @param {readonly number[]} rates @param {Partial<Choice>} [more] @returns {Choice[]} */
const plain = (rates, more) => rates.map(lr => ({ lr, ...more }));
/** @param {readonly number[]} rates @param {Partial<Choice>} [more] @returns {Choice[]} */
const withMomentum = (rates, more) => rates.map(lr => ({ lr, momentum: 0.9, ...more }));
/** @param {readonly Choice[]} choices @param {Partial<Choice>} more @returns {Choice[]} */
const all = (choices, more) => choices.map(choice => ({ ...choice, ...more }));

const cosine = { schedule: 'cosine' };

/** @param {Choice} choice @returns {Choice[]} */
const threeSeeds = choice => seeds.map(seed => ({ ...choice, seed }));

/** @type {Readonly<Record<string, readonly Choice[]>>} */
const studies = {
  lenet5: [
    ...all(
      [
        ...plain([0.9, 0.3, 0.1]),
        ...withMomentum([0.1, 0.05, 0.02]),
        ...plain([0.3], cosine),
        ...withMomentum([0.1, 0.05, 0.02], cosine),
      ],
      { epochs: 3 },
    ),
    ...threeSeeds({ lr: 0.1, momentum: 0.9, ...cosine, epochs: 10 }),
  ],
  resnet: [
    ...all(
      [
        ...plain([0.1]),
        ...withMomentum([0.05, 0.02, 0.01]),
        ...plain([0.1], cosine),
        ...withMomentum([0.05, 0.02, 0.01], cosine),
      ],
      { epochs: 2 },
    ),
    ...threeSeeds({ lr: 0.05, momentum: 0.9, ...cosine, epochs: 10 }),
  ],
  googlenet: [
    ...all(
      [
        ...plain([0.1]),
        ...plain([0.1], { ...cosine, clip: 1 }),
        ...withMomentum([0.02, 0.01], cosine),
        ...withMomentum([0.1, 0.05, 0.02, 0.01], { ...cosine, clip: 1 }),
      ],
      { epochs: 2 },
    ),
    ...threeSeeds({ lr: 0.05, momentum: 0.9, ...cosine, clip: 1, epochs: 10 }),
  ],
  // On images of a fifth of the pixels, where an epoch takes five minutes on two cores; then on those it is for.
  alexnet: [
    ...all([...plain([0.05], cosine), ...withMomentum([0.02, 0.05], { ...cosine, clip: 1 })], {
      epochs: 1,
      'image-size': 96,
    }),
    { lr: 0.05, momentum: 0.9, ...cosine, clip: 1, epochs: 1 },
  ],
};

const { values } = parseArgs({
  options: {
    network: { type: 'string', multiple: true },
    jobs: { type: 'string', default: '1' },
    folder: { type: 'string', default: 'runs/sweep' },
    again: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`usage: node experiments/sweep.mjs [--network NAME]… [--jobs N] [--folder FOLDER] [--again]

Trains what the tables in this file list on FashionMNIST, and keeps each result in results/fashion-mnist.json. What has
been trained before is not trained again, unless --again says so. --jobs trains so many at once, with a share of the
cores each, which takes less time for small networks and gives the same numbers.`);
} else {
  const networks = values.network ?? Object.keys(studies);
  const file = new URL('results/fashion-mnist.json', import.meta.url);
  const trainings = networks.flatMap(network =>
    (studies[network] ?? []).map(choice => trainingOf(network, choice)),
  );
  await trainAll(trainings, {
    folder: values.folder,
    jobs: Number(values.jobs),
    again: values.again,
    onRecord: (_, record) => keepResult(file, resultOf(record)),
  });
}

/** @param {string} network @param {Choice} choice @returns {import('./trainAll.mjs').Training} */
function trainingOf(network, choice) {
  const whole = { momentum: 0, schedule: 'constant', warmup: 0, clip: 'none', seed: 0, ...choice };
  const name = [
    network,
    ...Object.entries(whole)
      .sort()
      .map(([option, value]) => `${option}-${value}`),
  ].join('_');
  return { name, network, options: { dataset: 'fashion-mnist', device: 'simd', ...whole } };
}
