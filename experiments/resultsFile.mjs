// @ts-check
import { readFile, rename, writeFile } from 'node:fs/promises';

/**
 * A result: what was trained, and what came of it.
 * @typedef {object} Result
 * @property {import('@featuremap/models').NetworkName} network
 * @property {number} seed
 * @property {number} epochs
 * @property {number} imageSize height and width
 * @property {number} batchSize
 * @property {number} learningRate
 * @property {number} momentum
 * @property {string} schedule
 * @property {number} warmupEpochs
 * @property {number | null} maxGradientNorm
 * @property {'finished' | 'diverged'} status
 * @property {number | null} accuracy on the test images, 0 to 1
 * @property {number | null} trainLoss mean over the last epoch
 * @property {number} warnings
 * @property {string} date
 * @property {string} node
 * @property {string} engine
 */

/** @typedef {import('../packages/cli/src/run/record.js').RunRecord} RunRecord */

/** @param {RunRecord} record @returns {Result} */
export function resultOf({ network, options, status, result, started, versions, engine }) {
  return {
    network,
    seed: options.seed,
    epochs: options.epochs,
    imageSize: options.imageSize,
    batchSize: options.batchSize,
    learningRate: options.learningRate,
    momentum: options.momentum,
    schedule: options.schedule ?? 'constant',
    warmupEpochs: options.warmupEpochs ?? 0,
    maxGradientNorm: options.maxGradientNorm ?? null,
    status: status === 'finished' ? status : 'diverged',
    accuracy: result?.test?.accuracy ?? null,
    trainLoss: result?.trainLoss ?? null,
    warnings: result?.warnings?.length ?? 0,
    date: started.slice(0, 10),
    node: versions.node ?? '',
    engine: `${engine.name}, ${engine.detail}`,
  };
}

/** @param {URL} file @returns {Promise<Result[]>} */
export async function readResults(file) {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  return JSON.parse(text);
}

/** Adds a result, or puts it in the place of the one for the same training. @param {URL} file @param {Result} result */
export async function keepResult(file, result) {
  const others = (await readResults(file)).filter(other => keyOf(other) !== keyOf(result));
  const all = [...others, result].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const whole = new URL(`${file.href}.part`);
  await writeFile(whole, `${JSON.stringify(all, null, 2)}\n`);
  await rename(whole, file);
}

/** @param {Result} result */
function keyOf(result) {
  const {
    network,
    epochs,
    imageSize,
    batchSize,
    momentum,
    learningRate,
    schedule,
    warmupEpochs,
    maxGradientNorm,
    seed,
  } = result;
  const numbers = [epochs, imageSize, batchSize, momentum, learningRate].map(value =>
    value.toFixed(4).padStart(10, '0'),
  );
  return [network, ...numbers, schedule, warmupEpochs, maxGradientNorm ?? 'none', seed].join(' ');
}
