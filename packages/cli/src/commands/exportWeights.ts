import { existsSync } from 'node:fs';
import { useDevice } from '@featuremap/device';
import { saveTorch } from '@featuremap/models';
import { UsageError } from '../errors.js';
import { count } from '../format.js';
import { printField } from '../report.js';
import { loadModel } from '../run/modelFiles.js';
import { recordOf } from '../run/recordOf.js';
import { type ReportOptions, Terminal } from '../terminal.js';

/** `featuremap export`, as the command line gives it. */
export interface ExportRequest extends ReportOptions {
  /** The run's folder. */
  readonly run: string;
  /** The file to write. */
  readonly file: string;
  /** Whether a file that is there is replaced. */
  readonly force?: boolean;
}

/** Writes the weights of a run as a safetensors file. */
export async function exportWeights({ run, file, force = false, ...report }: ExportRequest): Promise<void> {
  const terminal = new Terminal(report);
  const { network } = await recordOf(run);
  if (!force && existsSync(file)) {
    throw new UsageError(`${file} exists already. Give another name, or --force to replace it.`);
  }
  // It computes nothing: the engine that is always there and starts at once will do.
  await useDevice('cpu');
  const model = await loadModel(run);
  await saveTorch(model, file);
  const parameters = model.countParams();
  terminal.print('');
  printField(terminal, 'weights', `${count(parameters)} of ${network}, in ${file}`);
  terminal.print('');
  terminal.conclude(file);
  if (report.json) process.stdout.write(`${JSON.stringify({ folder: run, network, file, parameters })}\n`);
}
