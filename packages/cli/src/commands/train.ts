import { availableParallelism } from 'node:os';
import { type Device, useDevice } from '@featuremap/device';
import { networks } from '@featuremap/models';
import { version_core } from '@tensorflow/tfjs-core';
import { datasets, loadImages } from '../datasets.js';
import type { ExitCode } from '../exitCodes.js';
import { count } from '../format.js';
import { listenForInterrupt } from '../interrupt.js';
import { layerLines } from '../layerLines.js';
import { LoadReport } from '../loadProgress.js';
import { networkTitles } from '../names.js';
import { recipeText } from '../recipeText.js';
import { printDevice, printField, printIndented } from '../report.js';
import { checkOut, claimRunFolder } from '../run/folder.js';
import { RunSession, type RunStart } from '../run/session.js';
import { type ReportOptions, Terminal } from '../terminal.js';
import { runTraining, type TrainingData } from '../training/run.js';
import { settingsOf, type TrainArguments, type TrainSettings } from '../training/settings.js';
import { versions } from '../versions.js';

/** `featuremap train`, as the command line gives it. */
export interface TrainRequest extends TrainArguments, ReportOptions {
  /** The folder to write; a new one in `runs` if left out. */
  readonly out?: string;
}

/** Trains, tests, and writes the run's folder. */
export async function train(request: TrainRequest): Promise<ExitCode> {
  const began = performance.now();
  const terminal = new Terminal(request);
  const interrupt = listenForInterrupt(() => printStopping(terminal));
  try {
    const { signal } = interrupt;
    const settings = settingsOf(request);
    const title = `${networkTitles[settings.network]} on ${datasets[settings.dataset].title}`;
    if (request.out !== undefined) await checkOut(request.out);
    terminal.print('', `  ${terminal.colors.bold(title)}`, '');

    const device = await useDevice(settings.options.device);
    printDevice(terminal, device);
    const model = networks[settings.network](settings.options);
    const data = await loadData(settings, terminal, signal);
    printRecipe(terminal, settings);
    printIndented(terminal, ['', ...layerLines(model, terminal.columns - 2), '']);

    signal.throwIfAborted();
    const folder = await claimRunFolder(request.out, `${settings.network}-${settings.dataset}`);
    const session = await RunSession.begin(folder, { start: startOf(settings, device), model, title, began });
    try {
      return await runTraining({ settings, model, data, session, terminal, signal });
    } finally {
      if (request.json) process.stdout.write(`${JSON.stringify({ folder, ...session.record })}\n`);
    }
  } finally {
    terminal.clear();
    interrupt.dispose();
  }
}

async function loadData(
  settings: TrainSettings,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<TrainingData> {
  const { dataset, options } = settings;
  const report = new LoadReport(terminal);
  const common = {
    dataset,
    imageSize: options.imageSize,
    limit: options.limit ?? undefined,
    signal,
    onProgress: report.follow,
  };
  const trainSet = await loadImages({ ...common, train: true });
  const testSet = await loadImages({ ...common, train: false });
  const images = `${count(trainSet.length)} images to train, ${count(testSet.length)} to test`;
  printField(terminal, 'data', `${images}, from ${report.source}`);
  return { trainSet, testSet };
}

function printRecipe(terminal: Terminal, { options }: TrainSettings): void {
  printField(terminal, 'recipe', `${recipeText(options)}, seed ${options.seed}`);
}

function printStopping(terminal: Terminal): void {
  const lines = ['Stopping after this step to save what there is.', 'Ctrl-C again exits at once.'];
  terminal.print(...lines.map(line => `  ${terminal.colors.yellow(line)}`));
}

function startOf({ network, dataset, options }: TrainSettings, device: Device): RunStart {
  return {
    network,
    dataset,
    options,
    arguments: process.argv.slice(2),
    engine: { name: device.name, detail: device.detail },
    versions: versions(version_core),
    machine: { platform: process.platform, architecture: process.arch, cores: availableParallelism() },
    started: new Date().toISOString(),
  };
}
