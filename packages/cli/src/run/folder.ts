import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '@featuremap/files';
import { CliError } from '../errors.js';
import { readRecord } from './record.js';

const runsFolder = 'runs';

/** Everything that a run writes. */
const runFiles = [
  'run.json',
  'metrics.jsonl',
  'loss.svg',
  'confusion.json',
  'confusion.svg',
  'model.json',
  'weights.bin',
] as const;

/**
 * Makes the folder of a new run.
 *
 * @param out the folder the user named, or undefined for a new one in `runs`
 * @param name what a folder in `runs` begins with; a number is added
 * @throws {CliError} when the folder named holds a run that is worth something, or other files
 */
export async function claimRunFolder(out: string | undefined, name: string): Promise<string> {
  if (out === undefined) return nextNumbered(name);
  await checkOut(out);
  await makeFolder(out);
  await Promise.all(runFiles.map(file => rm(join(out, file), { force: true })));
  return out;
}

/**
 * Says before a long wait whether {@link claimRunFolder} will refuse the folder.
 *
 * @throws {CliError} when it will
 */
export async function checkOut(out: string): Promise<void> {
  const files = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (files.length === 0) return;
  const record = await readRecord(out);
  if (!record) throw new CliError(`${out} holds files that are no run's. Give --out a new or empty folder.`);
  if (record.status === 'diverged' || record.status === 'failed') return;
  const accuracy = record.result?.test?.accuracy;
  const result = accuracy === undefined ? '' : `, accuracy ${(accuracy * 100).toFixed(2)}%`;
  throw new CliError(
    `${out} holds a run already (${record.network} on ${record.dataset}, ${record.status}${result}). ` +
      'Give --out another folder, or delete this one.',
  );
}

/** The first number that is free; making the folder is what takes it, so two processes never share one. */
async function nextNumbered(name: string): Promise<string> {
  await makeFolder(runsFolder);
  for (let number = 1; ; number++) {
    const folder = join(runsFolder, `${name}-${number}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
