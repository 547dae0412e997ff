import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../errors.js';
import { type ImportRecord, type RunRecord, readRecord } from './record.js';

/**
 * The record of a run that a user named.
 *
 * @throws {CliError} when there is none, with a guess at which was meant
 */
export async function recordOf(folder: string): Promise<RunRecord | ImportRecord> {
  const record = await readRecord(folder);
  if (record) return record;
  const inRuns = join('runs', folder);
  const advice = existsSync(join(inRuns, 'run.json'))
    ? `Did you mean ${inRuns}?`
    : 'Give the folder that `featuremap train` or `import` wrote, such as runs/lenet5-mnist-1.';
  throw new CliError(`There is no run in ${folder}: it has no run.json. ${advice}`);
}
