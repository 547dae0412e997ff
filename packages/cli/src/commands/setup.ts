import {
  folderVariables,
  planSetup,
  type SetupDevice,
  type SetupPlan,
  type SetupResult,
  setup,
} from '@featuremap/device/setup';
import { duration, shortPath } from '../format.js';
import { listenForInterrupt } from '../interrupt.js';
import { printField } from '../report.js';
import { SetupReport } from '../setupProgress.js';
import { tableLines } from '../table.js';
import { type ReportOptions, Terminal } from '../terminal.js';

/** `featuremap setup`, as the command line gives it. */
export interface SetupRequest extends ReportOptions {
  readonly device: SetupDevice;
  /** A folder other than the usual one. */
  readonly dir?: string;
  /** Only say what would be fetched. */
  readonly dryRun?: boolean;
  /** Make it anew though a good one is there. */
  readonly force?: boolean;
}

const titles: Readonly<Record<SetupDevice, string>> = {
  tensorflow: "TensorFlow's CPU library",
  cuda: 'TensorFlow with CUDA 12',
};

/** Sets TensorFlow up in a folder, or says what that would take. */
export async function setUp(request: SetupRequest): Promise<void> {
  const { device, dir, dryRun, force } = request;
  const terminal = new Terminal(request);
  const interrupt = listenForInterrupt(() => terminal.clear());
  const report = new SetupReport(terminal);
  const options = { folder: dir, force, signal: interrupt.signal, onProgress: report.follow };
  try {
    terminal.print('', `  ${terminal.colors.bold(titles[device])}`, '');
    const result = dryRun ? await planSetup(device, options) : await setup(device, options);
    terminal.clear();
    if ('files' in result) printPlan(terminal, result);
    else printResult(terminal, result, dir !== undefined);
    terminal.conclude(result.folder);
    if (request.json) process.stdout.write(`${JSON.stringify(result)}\n`);
  } finally {
    terminal.clear();
    interrupt.dispose();
  }
}

function printResult(terminal: Terminal, result: SetupResult, isElsewhere: boolean): void {
  const { device, folder, made, tensorflow, gpu, milliseconds } = result;
  const how = made ? `set up in ${duration(milliseconds / 1000)}` : 'was there already';
  printField(terminal, 'version', `TensorFlow ${tensorflow}, ${how}; a gradient came out right`);
  printField(terminal, 'folder', shortPath(folder));
  if (device === 'cuda' && !gpu) {
    const hint = 'TensorFlow finds no CUDA GPU here (nvidia-smi shows whether the driver does)';
    printField(terminal, '', terminal.colors.yellow(hint));
  }
  const prefix = isElsewhere ? `${folderVariables[device]}=${folder} ` : '';
  printField(terminal, 'use', `${prefix}featuremap train lenet5 --device ${device}`);
  terminal.print('');
}

function printPlan(terminal: Terminal, { files, folder, installedBytes, unknown }: SetupPlan): void {
  const lines = tableLines(
    [
      { title: 'would fetch', cell: ({ name }) => shortName(name) },
      { title: 'MB', align: 'right', cell: ({ size }) => (size === undefined ? '?' : tenths(size / 1e6)) },
    ],
    files,
  );
  terminal.print(...lines.map(line => `  ${line}`), '');
  const known = files.reduce((sum, { size = 0 }) => sum + size, 0);
  const hosts = [...new Set(files.map(({ from }) => from))].join(' and ');
  printField(terminal, 'fetch', `about ${tenths(known / 1e9)} GB, from ${hosts}`);
  if (unknown) printField(terminal, '', unknown);
  printField(
    terminal,
    'folder',
    `${shortPath(folder)}, about ${tenths(installedBytes / 1e9)} GB when finished`,
  );
  terminal.print('');
}

/** A wheel without the platforms that it is for, which are most of its name. */
function shortName(name: string): string {
  return name.endsWith('.whl') ? name.split('-', 2).join(' ') : name;
}

function tenths(value: number): string {
  return value.toFixed(1);
}
