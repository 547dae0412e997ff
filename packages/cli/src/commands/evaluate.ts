import { DataLoader } from '@featuremap/datasets';
import { type DeviceChoice, useDevice } from '@featuremap/device';
import { Trainer } from '@featuremap/trainer';
import { train } from '@tensorflow/tfjs-core';
// Loading a model needs the classes of its layers; importing the networks registers them.
import '@featuremap/models';
import type { DatasetName } from '@featuremap/models';
import { confusionLines } from '../confusionLines.js';
import { datasets, loadImages } from '../datasets.js';
import { count, percent } from '../format.js';
import { listenForInterrupt } from '../interrupt.js';
import { LoadReport } from '../loadProgress.js';
import { networkTitles } from '../names.js';
import { printDevice, printField, printIndented } from '../report.js';
import { loadModel } from '../run/modelFiles.js';
import { recordOf } from '../run/recordOf.js';
import { type ReportOptions, Terminal } from '../terminal.js';
import { testWithProgress } from '../testing.js';
import { printAccuracy } from '../training/outcome.js';

/** `featuremap evaluate`, as the command line gives it. */
export interface EvaluateRequest extends ReportOptions {
  /** The run's folder. */
  readonly run: string;
  /** Another data set than the run's. */
  readonly dataset?: DatasetName;
  readonly batchSize: number;
  readonly device: DeviceChoice;
  readonly limit?: number;
}

/** Tests the model of a run. */
export async function evaluate(request: EvaluateRequest): Promise<void> {
  const terminal = new Terminal(request);
  const interrupt = listenForInterrupt(() => terminal.clear());
  try {
    const { signal } = interrupt;
    const { network, options, ...record } = await recordOf(request.run);
    const dataset = request.dataset ?? record.dataset;
    const title = `${networkTitles[network]} on ${datasets[dataset].title}`;
    terminal.print('', `  ${terminal.colors.bold(title)}`, '');

    const device = await useDevice(request.device);
    printDevice(terminal, device);
    const model = await loadModel(request.run);
    const report = new LoadReport(terminal);
    const { limit, batchSize } = request;
    const { imageSize } = options;
    const images = { dataset, train: false, imageSize, limit, signal, onProgress: report.follow };
    const testSet = await loadImages(images);
    printField(terminal, 'data', `${count(testSet.length)} images to test, from ${report.source}`);
    terminal.print('');

    const trainer = new Trainer(model, { optimizer: train.sgd(0.1) });
    const loader = new DataLoader(testSet, { batchSize });
    const result = await testWithProgress(trainer, loader, testSet.length, { terminal, signal });
    printAccuracy(terminal, result);
    const { classes } = testSet;
    const lines = confusionLines(result.confusion, classes, result.perClass, terminal.columns - 2);
    printIndented(terminal, ['', ...lines, '']);
    terminal.conclude(percent(result.accuracy));
    if (request.json) {
      const engine = { name: device.name, detail: device.detail };
      process.stdout.write(
        `${JSON.stringify({ folder: request.run, network, dataset, engine, images: testSet.length, classes, ...result })}\n`,
      );
    }
  } finally {
    terminal.clear();
    interrupt.dispose();
  }
}
