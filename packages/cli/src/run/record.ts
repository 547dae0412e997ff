import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeviceChoice } from '@featuremap/device';
import { writeAtomic } from '@featuremap/files';
import type { DatasetName, NetworkName, ScheduleName } from '@featuremap/models';
import type { Evaluation } from '@featuremap/trainer';
import { CliError } from '../errors.js';
import { datasetNames, networkNames } from '../names.js';

/** How far a run came. A run whose process was killed stays `running`. */
export type RunStatus = 'running' | 'finished' | 'interrupted' | 'diverged' | 'failed';

/** What a run was asked to do; with the versions, all that its result follows from. */
export interface RunOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly momentum: number;
  readonly schedule: ScheduleName;
  /** Epochs in which the learning rate rises from a third; 0 is none. */
  readonly warmupEpochs: number;
  /** The norm that all gradients of a step are scaled down to; null does not clip. */
  readonly maxGradientNorm: number | null;
  readonly seed: number;
  /** Height and width of the images, in pixels. */
  readonly imageSize: number;
  /** Images of each part at most; null is all. */
  readonly limit: number | null;
  readonly device: DeviceChoice;
}

/** What came of a run. */
export interface RunResult {
  /** Epochs finished. */
  readonly epochs: number;
  /** Steps taken. */
  readonly steps: number;
  /** Mean loss of the last finished epoch. */
  readonly trainLoss: number | null;
  /** Seconds in training alone. */
  readonly trainSeconds: number;
  /** The most memory that the process has held, in bytes. */
  readonly peakMemory: number;
  /** What looked wrong while it trained, and what to try. */
  readonly warnings: readonly string[];
  /** The test, unless it was not reached. Its confusion matrix is in confusion.json. */
  readonly test: Pick<Evaluation, 'loss' | 'accuracy' | 'perClass'> | null;
}

/** What run.json holds of a training. */
export interface RunRecord {
  /** Version of this layout. */
  readonly format: 1;
  readonly status: RunStatus;
  /** Why it failed or diverged. */
  readonly error?: string;
  readonly network: NetworkName;
  readonly dataset: DatasetName;
  readonly options: RunOptions;
  /** The words of the command line. */
  readonly arguments: readonly string[];
  readonly engine: { readonly name: string; readonly detail: string };
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: { readonly platform: string; readonly architecture: string; readonly cores: number };
  /** When it began, ISO 8601 in UTC. */
  readonly started: string;
  /** How long it has taken, loading and testing included. */
  readonly seconds: number;
  readonly result: RunResult | null;
}

/** What run.json holds where the weights were trained elsewhere: what `featuremap import` knows. */
export interface ImportRecord
  extends Pick<RunRecord, 'format' | 'network' | 'dataset' | 'arguments' | 'versions' | 'started'> {
  readonly status: 'imported';
  readonly options: Pick<RunOptions, 'imageSize'>;
  /** The file that the weights came from, as the command line named it. */
  readonly source: string;
  readonly result: null;
}

const recordFile = 'run.json';

/** Writes run.json, as a whole or not at all. */
export async function writeRecord(folder: string, record: RunRecord | ImportRecord): Promise<void> {
  await writeAtomic(join(folder, recordFile), `${JSON.stringify(record, null, 2)}\n`);
}

/**
 * Reads run.json.
 *
 * @returns undefined when there is none
 * @throws {CliError} when it is not the record of a run
 */
export async function readRecord(folder: string): Promise<RunRecord | ImportRecord | undefined> {
  const path = join(folder, recordFile);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const record = parse(text);
  if (!record) throw new CliError(`${path} is damaged, or not written by featuremap. Train the run again.`);
  return record;
}

/** Checks what the commands read of it. */
function parse(text: string): RunRecord | ImportRecord | undefined {
  try {
    const record: RunRecord | ImportRecord = JSON.parse(text);
    const isOurs =
      record.format === 1 &&
      networkNames.includes(record.network) &&
      datasetNames.includes(record.dataset) &&
      Number.isSafeInteger(record.options.imageSize);
    return isOurs ? record : undefined;
  } catch {
    return undefined;
  }
}
