// @ts-check
import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';

/** @typedef {import('../packages/cli/src/run/record.js').RunRecord} RunRecord */

/**
 * One `featuremap train`.
 * @typedef {object} Training
 * @property {string} name of its folder
 * @property {string} network
 * @property {Record<string, string | number>} options of the command, without the dashes
 */

const root = join(import.meta.dirname, '..');
const worker = join(import.meta.dirname, 'worker.mjs');

/**
 * Trains one after another, or `jobs` at once with a share of the cores each, and goes on where it was broken off: a
 * run that has ended in the same folder is not trained again.
 *
 * @param {readonly Training[]} trainings
 * @param {object} how
 * @param {string} how.folder that gets a folder for each
 * @param {number} how.jobs
 * @param {boolean} how.again trains what is there too
 * @param {(training: Training, record: RunRecord) => Promise<void> | void} how.onRecord told of each that has ended
 */
export async function trainAll(trainings, { folder, jobs, again, onRecord }) {
  const threads = Math.max(1, Math.floor(availableParallelism() / jobs));
  const queue = trainings.map((training, at) => ({ training, at }));
  // One after another: each reads the results' file and writes it anew.
  let told = Promise.resolve();
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { training, at } = next;
      const out = join(folder, training.name);
      const label = `${at + 1}/${trainings.length} ${training.name}`;
      const known = again ? undefined : await ended(out);
      if (!known) await trainOne(training, { out, threads, label });
      const record = known ?? (await ended(out));
      if (!record) throw new Error(`${label}: the run in ${out} did not end. Start again to go on.`);
      console.log(`${label}: ${record.status}${resultText(record)}${known ? ', trained before' : ''}`);
      told = told.then(() => onRecord(training, record));
      await told;
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
}

/** @param {string} out @returns {Promise<RunRecord | undefined>} */
async function ended(out) {
  const text = await readFile(join(out, 'run.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  /** @type {RunRecord} */
  const record = JSON.parse(text);
  return record.status === 'finished' || record.status === 'diverged' ? record : undefined;
}

/** @param {Training} training @param {{ out: string, threads: number, label: string }} how */
async function trainOne({ network, options }, { out, threads, label }) {
  await rm(out, { recursive: true, force: true });
  const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const args = [worker, String(threads), 'train', network, ...words, '--out', relative(root, out)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let failure = '';
  child.stdout.setEncoding('utf8').on('data', text => {
    for (const line of text.split('\n'))
      if (/epoch +\d+\/\d+/.test(line)) console.log(`${label}: ${line.trim()}`);
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    failure += text;
  });
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0 && !(await ended(out))) throw new Error(`${label}: exit code ${code}. ${failure}`);
}

/** @param {RunRecord} record */
function resultText({ result }) {
  return result?.test ? `, ${(100 * result.test.accuracy).toFixed(2)}%` : '';
}
