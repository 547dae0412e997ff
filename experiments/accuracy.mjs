// @ts-check
import { parseArgs } from 'node:util';
import { goals, seeds } from './goals.mjs';
import { keepResult, readResults, resultOf } from './resultsFile.mjs';
import { accuracyTable } from './tables.mjs';
import { trainAll } from './trainAll.mjs';

const { values } = parseArgs({
  options: {
    network: { type: 'string', multiple: true, default: Object.keys(goals) },
    jobs: { type: 'string', default: '1' },
    folder: { type: 'string', default: 'runs/accuracy' },
    again: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(`usage: npm run accuracy -- [--network NAME]… [--jobs N] [--folder FOLDER] [--again]

Trains ${Object.keys(goals).join(', ')} on all of MNIST with the lecture's recipes and seeds ${seeds.join(', ')}, on the default
engine, keeps each result in experiments/results/mnist.json, and prints them as a table. Exits with 1 when one is below its
goal. What has been trained before in the same folder is not trained again, unless --again says so. --jobs trains so many
at once, with a share of the cores each; the results are the same.`);
} else {
  process.exitCode = (await run()) ? 0 : 1;
}

/** @returns {Promise<boolean>} whether every goal was reached */
async function run() {
  const file = new URL('results/mnist.json', import.meta.url);
  const trainings = values.network.flatMap(network =>
    seeds.map(seed => ({
      name: `${network}-mnist-seed${seed}`,
      network,
      options: { dataset: 'mnist', device: 'simd', seed },
    })),
  );
  await trainAll(trainings, {
    folder: values.folder,
    jobs: Number(values.jobs),
    again: values.again,
    onRecord: (_, record) => keepResult(file, resultOf(record)),
  });
  const results = (await readResults(file)).filter(({ network }) => values.network.includes(network));
  console.log(`\n${accuracyTable(results, 'en', values.network)}`);
  const below = results.filter(({ network, accuracy }) => (accuracy ?? 0) < (goals[network] ?? 0));
  for (const { network, seed, accuracy } of below) {
    console.error(
      `${network} with seed ${seed} came to ${percent(accuracy)}, its goal is ${percent(goals[network])}.`,
    );
  }
  return below.length === 0;
}

/** @param {number | null | undefined} share */
function percent(share) {
  return share == null ? 'no accuracy' : `${(100 * share).toFixed(2)}%`;
}
