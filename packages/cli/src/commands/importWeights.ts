import { useDevice } from '@featuremap/device';
import { type DatasetName, loadTorch, type NetworkName, networks, recipes } from '@featuremap/models';
import { version_core } from '@tensorflow/tfjs-core';
import { count, shortPath } from '../format.js';
import { printField } from '../report.js';
import { checkOut, claimRunFolder } from '../run/folder.js';
import { saveModel } from '../run/modelFiles.js';
import { type ImportRecord, writeRecord } from '../run/record.js';
import { type ReportOptions, Terminal } from '../terminal.js';
import { versions } from '../versions.js';

/** `featuremap import`, as the command line gives it. */
export interface ImportRequest extends ReportOptions {
  readonly network: NetworkName;
  /** The safetensors file. */
  readonly file: string;
  /** What the weights were trained on. */
  readonly dataset: DatasetName;
  /** Height and width of the images they were trained on, in pixels; the recipe's if left out. */
  readonly imageSize?: number;
  /** The folder to write; a new one in `runs` if left out. */
  readonly out?: string;
}

/** Makes a run's folder of a safetensors file: one that `featuremap evaluate` and `export` take. */
export async function importWeights(request: ImportRequest): Promise<void> {
  const { network, dataset, file, out } = request;
  const { imageSize = recipes[network][dataset].imageSize } = request;
  const terminal = new Terminal(request);
  if (out !== undefined) await checkOut(out);
  // It computes nothing: the engine that is always there and starts at once will do.
  await useDevice('cpu');
  const model = networks[network]({ imageSize });
  await loadTorch(model, file);

  const folder = await claimRunFolder(out, `${network}-${dataset}`);
  await saveModel(model, folder);
  const record: ImportRecord = {
    format: 1,
    status: 'imported',
    network,
    dataset,
    options: { imageSize },
    source: file,
    arguments: process.argv.slice(2),
    versions: versions(version_core),
    started: new Date().toISOString(),
    result: null,
  };
  // The record last: whoever finds one finds the model beside it.
  await writeRecord(folder, record);

  terminal.print('');
  printField(terminal, 'weights', `${count(model.countParams())} of ${network}, from ${file}`);
  printField(terminal, 'folder', shortPath(folder));
  terminal.print('', `  test it: featuremap evaluate ${shortPath(folder)}`, '');
  terminal.conclude(folder);
  if (request.json) process.stdout.write(`${JSON.stringify({ folder, ...record })}\n`);
}
