/**
 * The graded GPU suite. On a real GPU it trains all four networks with the lecture's recipes on MNIST and asserts the
 * accuracies that the lecture reports:
 *   npm run test:gpu
 *   npm run test:gpu -- --device webgpu --networks lenet5,resnet --epochs 1 --limit 1000   # a trial
 *
 * It needs an engine for the GPU: `npm install --no-save webgpu`, or CUDA by `featuremap setup cuda`.
 *
 * Exit codes: 0 all four networks reached their accuracy on a GPU; 1 one did not, or failed; 2 wrong options;
 * 3 not run, as there is no GPU here; 4 a trial came to its end, which grades nothing.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** What each network must reach on MNIST's 10,000 test images, with the lecture's own hyper-parameters. */
const lowestAccuracy = { lenet5: 0.975, alexnet: 0.99, googlenet: 0.985, resnet: 0.988 };
const networks = Object.keys(lowestAccuracy);
const trainImages = 60_000;
/** Engines that may be a GPU, the preferred one first. */
const gpuEngines = ['cuda', 'webgpu'];
const exitCode = { passed: 0, failed: 1, usage: 2, notRun: 3, trial: 4 };

class UsageError extends Error {}

try {
  process.exitCode = await main(readOptions());
} catch (error) {
  console.error(`test:gpu: ${error instanceof Error ? error.message : error}`);
  process.exitCode = error instanceof UsageError ? exitCode.usage : exitCode.failed;
}

/** @param {ReturnType<typeof readOptions>} options */
async function main(options) {
  const listed = JSON.parse(await featuremap(options, ['devices', '--json']));
  const device = options.device
    ? listed.find(({ name, available }) => name === options.device && available)
    : listed.find(({ name, available, kind }) => available && kind === 'gpu' && gpuEngines.includes(name));
  if (!device) return sayNotRun(options, listed);

  const isTrial =
    device.kind !== 'gpu' || options.networks.length < networks.length || options.less.length > 0;
  console.log(`${isTrial ? 'Trial' : 'Graded'} on ${device.name}: ${device.detail} (${device.kind})`);
  const results = [];
  for (const network of options.networks) {
    const result = await train(options, network, device).catch(error => ({ network, error: error.message }));
    console.log(lineOf(result, isTrial));
    results.push(result);
  }
  console.log(JSON.stringify({ device, isTrial, results }));
  if (results.some(({ error }) => error)) return exitCode.failed;
  if (isTrial) {
    console.log(
      'A trial: nothing was graded. The graded suite is `npm run test:gpu` without options, on a GPU.',
    );
    return exitCode.trial;
  }
  return results.every(reached) ? exitCode.passed : exitCode.failed;
}

/** Says plainly that nothing was tested, and why. */
function sayNotRun({ device }, listed) {
  const wanted = device ? [device] : gpuEngines;
  console.log(
    `NOT RUN: ${device ? `the device ${device} does not work` : 'there is no GPU'} here. Nothing was tested.`,
  );
  for (const { name, available, detail, reason, install } of listed.filter(({ name }) =>
    wanted.includes(name),
  )) {
    console.log(`  ${name}: ${available ? `${detail}, which is no GPU` : reason}`);
    if (install) console.log(`    ${install}`);
  }
  return exitCode.notRun;
}

/** Trains and tests a network in a process of its own, so that it has the GPU's memory to itself. */
async function train(options, network, device) {
  const out = join('runs', `test-gpu-${network}-${Date.now()}`);
  const args = ['train', network, '--dataset', 'mnist', '--device', device.name, '--seed', options.seed];
  const record = JSON.parse(await featuremap(options, [...args, ...options.less, '--json', '--out', out]));
  const { status, engine, result, options: used } = record;
  if (engine.name !== device.name) throw new Error(`it ran on ${engine.name}, not on ${device.name}`);
  if (status !== 'finished' || !result.test) throw new Error(`it ended as "${status}", not tested`);
  const images = result.epochs * Math.min(trainImages, used.limit ?? trainImages);
  return {
    network,
    accuracy: result.test.accuracy,
    lowestAccuracy: lowestAccuracy[network],
    epochs: result.epochs,
    imagesPerSecond: images / result.trainSeconds,
    out,
  };
}

function reached({ accuracy, lowestAccuracy }) {
  return accuracy >= lowestAccuracy;
}

function lineOf(result, isTrial) {
  const { network, error, accuracy, lowestAccuracy, epochs, imagesPerSecond } = result;
  if (error) return `  ${network.padEnd(10)} FAILED: ${error}`;
  const verdict = isTrial ? 'not graded' : reached(result) ? 'passed' : 'FAILED';
  const wanted = `${percent(accuracy)} of at least ${percent(lowestAccuracy)}`;
  return `  ${network.padEnd(10)} ${wanted} after ${epochs} epochs, ${imagesPerSecond.toFixed(1)} images/s: ${verdict}`;
}

function percent(share) {
  return `${(share * 100).toFixed(2)}%`;
}

/** Runs our command and gives its standard output; what it reports meanwhile goes to the terminal. */
function featuremap({ command }, args) {
  const child = spawn(process.execPath, [command, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    stdout += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`featuremap ${args[0]} ended with ${signal ?? `exit code ${code}`}`));
    });
  });
}

function readOptions() {
  const { values } = parse({
    device: { type: 'string' },
    networks: { type: 'string', default: networks.join() },
    epochs: { type: 'string' },
    limit: { type: 'string' },
    seed: { type: 'string', default: '0' },
    featuremap: {
      type: 'string',
      default: join(import.meta.dirname, '../../packages/cli/bin/featuremap.js'),
    },
  });
  const wanted = values.networks.split(',');
  const unknown = wanted.find(network => !networks.includes(network));
  if (unknown !== undefined) {
    throw new UsageError(`unknown network "${unknown}": expected some of ${networks.join(',')}`);
  }
  const less = ['epochs', 'limit'].flatMap(name => (values[name] ? [`--${name}`, values[name]] : []));
  return { device: values.device, networks: wanted, less, seed: values.seed, command: values.featuremap };
}

function parse(options) {
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new UsageError(error.message);
  }
}
