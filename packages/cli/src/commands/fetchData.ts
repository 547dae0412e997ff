import type { DatasetName } from '@featuremap/models';
import { datasets } from '../datasets.js';
import { count } from '../format.js';
import { listenForInterrupt } from '../interrupt.js';
import { LoadReport } from '../loadProgress.js';
import { printField } from '../report.js';
import { type ReportOptions, Terminal } from '../terminal.js';

/** `featuremap data fetch`, as the command line gives it. */
export interface FetchRequest extends ReportOptions {
  readonly dataset: DatasetName;
  /** A folder to look in first and to download to. */
  readonly root?: string;
}

/** Finds or downloads both parts of a data set. */
export async function fetchData({ dataset, root, ...options }: FetchRequest): Promise<void> {
  const terminal = new Terminal(options);
  const interrupt = listenForInterrupt(() => terminal.clear());
  try {
    const report = new LoadReport(terminal);
    const { loader, title } = datasets[dataset];
    const how = { root, signal: interrupt.signal, onProgress: report.follow };
    const train = await loader.load({ ...how, train: true });
    const test = await loader.load({ ...how, train: false });
    terminal.print('', `  ${terminal.colors.bold(title)}`, '');
    printField(terminal, 'images', `${count(train.length)} to train, ${count(test.length)} to test, checked`);
    printField(terminal, 'folder', report.source);
    terminal.print('');
    terminal.conclude(report.source);
    if (options.json) {
      const images = { train: train.length, test: test.length };
      process.stdout.write(`${JSON.stringify({ dataset, images, folders: report.folders })}\n`);
    }
  } finally {
    terminal.clear();
    interrupt.dispose();
  }
}
