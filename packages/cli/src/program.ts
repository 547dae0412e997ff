import { Argument, Command, Option } from 'commander';
import { clip, epochsFromZero, momentum, oneOf, positiveNumber, wholeNumber } from './arguments.js';
import type { EvaluateRequest } from './commands/evaluate.js';
import type { ExportRequest } from './commands/exportWeights.js';
import type { FetchRequest } from './commands/fetchData.js';
import type { ImportRequest } from './commands/importWeights.js';
import type { SetupRequest } from './commands/setup.js';
import type { TrainRequest } from './commands/train.js';
import { ExitCode } from './exitCodes.js';
import { datasetNames, deviceChoices, networkNames, scheduleNames, setupDevices } from './names.js';
import type { ReportOptions } from './terminal.js';
import { featuremapVersion } from './versions.js';

/** The whole command line. Each command loads its code only when it runs, so that `--help` comes at once. */
export function createProgram(onExitCode: (code: ExitCode) => void): Command {
  const program = new Command('featuremap')
    .description('Train, test and look at the convolutional networks of the lecture.')
    .version(featuremapVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    // What goes wrong is printed in one place, as one line: see failure.ts.
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: false, sortSubcommands: false })
    .addHelpText('after', generalHelp);

  addTrain(program, onExitCode);
  addEvaluate(program);
  addExport(program);
  addImport(program);
  addSummary(program);
  addDevices(program);
  addSetup(program);
  addData(program);
  return program;
}

const runFolder = 'folder that `featuremap train` or `import` wrote';
const network = () =>
  new Argument('<network>', `one of ${networkNames.join(', ')}`).argParser(oneOf('network', networkNames));
const dataset = (description: string) =>
  new Option('--dataset <name>', description).argParser(oneOf('data set', datasetNames));
const device = () =>
  new Option('--device <name>', `engine: ${deviceChoices.join(', ')}`)
    .argParser(oneOf('device', deviceChoices))
    .default('auto');
const json = () =>
  new Option('--json', 'print one JSON result on standard output, the report on standard error');
const quiet = () => new Option('--quiet', 'print the result alone');
const limit = () =>
  new Option('--limit <n>', 'use only the first n images of each part').argParser(wholeNumber(1));

const imageSize = (what: string) =>
  new Option(
    '--image-size <pixels>',
    `${what}: from 28 for lenet5, 65 for alexnet, 16 for the others (default: the recipe's)`,
  ).argParser(wholeNumber(1));

function addTrain(program: Command, onExitCode: (code: ExitCode) => void): void {
  program
    .command('train')
    .summary('train a network, test it, and keep what came of it')
    .description(
      'Train a network with the recipe for its data set, test it on the test images, and write a folder with the ' +
        'model, the losses, the loss curve, the confusion matrix and a record of the run. What is left out comes ' +
        'from the recipe: see featuremap summary.',
    )
    .addArgument(network())
    .addOption(dataset(`data set: ${datasetNames.join(', ')}`).default('mnist'))
    .addOption(
      new Option('--epochs <n>', "times through the training images (default: the recipe's)").argParser(
        wholeNumber(1),
      ),
    )
    .addOption(
      new Option('--batch-size <n>', "images in a step (default: the recipe's)").argParser(wholeNumber(1)),
    )
    .addOption(
      new Option('--lr <rate>', "learning rate of SGD (default: the recipe's)").argParser(positiveNumber),
    )
    .addOption(
      new Option('--momentum <share>', "momentum of SGD; 0 is none (default: the recipe's)").argParser(
        momentum,
      ),
    )
    .addOption(
      new Option(
        '--schedule <name>',
        `learning rate over the run: ${scheduleNames.join(', ')} (default: the recipe's)`,
      ).argParser(oneOf('schedule', scheduleNames)),
    )
    .addOption(
      new Option(
        '--warmup <epochs>',
        "epochs in which the rate rises from a third; 0 is none (default: the recipe's)",
      ).argParser(epochsFromZero),
    )
    .addOption(
      new Option(
        '--clip <norm>',
        "largest norm of a step's gradients, or none (default: the recipe's)",
      ).argParser(clip),
    )
    .addOption(imageSize('height and width to resize to'))
    .addOption(
      new Option('--seed <n>', 'for the weights, the order of the images and dropout')
        .argParser(wholeNumber(0))
        .default(0),
    )
    .addOption(device())
    .addOption(limit())
    .option('--out <folder>', 'folder to write (default: a new one, runs/<network>-<dataset>-<n>)')
    .addOption(json())
    .addOption(quiet())
    .addHelpText('after', trainHelp)
    .action(async (name: TrainRequest['network'], options: Omit<TrainRequest, 'network'>) => {
      const { train } = await import('./commands/train.js');
      onExitCode(await train({ ...options, network: name }));
    });
}

function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .summary('test the model of a run')
    .description('Load the model of a run and test it: accuracy, accuracy of each class, confusion matrix.')
    .argument('<run>', runFolder)
    .addOption(dataset("data set to test on (default: the run's)"))
    .addOption(new Option('--batch-size <n>', 'images at once').argParser(wholeNumber(1)).default(256))
    .addOption(device())
    .addOption(limit())
    .addOption(json())
    .addOption(quiet())
    .addHelpText(
      'after',
      examples('featuremap evaluate runs/lenet5-mnist-1', 'featuremap evaluate runs/first --json'),
    )
    .action(async (run: string, options: Omit<EvaluateRequest, 'run'>) => {
      const { evaluate } = await import('./commands/evaluate.js');
      await evaluate({ ...options, run });
    });
}

function addExport(program: Command): void {
  program
    .command('export')
    .summary("write a run's weights as a file for PyTorch")
    .description(
      "Write a run's weights as a safetensors file: the state_dict of the same network in PyTorch, with the names of " +
        "the lecture's modules (net.0.weight, …).",
    )
    .argument('<run>', runFolder)
    .argument('<file>', 'file to write, such as weights.safetensors')
    .option('--force', 'replace the file if it exists')
    .addOption(json())
    .addOption(quiet())
    .addHelpText('after', exportHelp)
    .action(async (run: string, file: string, options: Omit<ExportRequest, 'run' | 'file'>) => {
      const { exportWeights } = await import('./commands/exportWeights.js');
      await exportWeights({ ...options, run, file });
    });
}

function addImport(program: Command): void {
  program
    .command('import')
    .summary('make a run of weights from PyTorch')
    .description(
      "Make a run's folder of a safetensors file that PyTorch wrote: the state_dict of the same network, with the " +
        "names of the lecture's modules (net.0.weight, …). Names, shapes and types are checked.",
    )
    .addArgument(network())
    .argument('<file>', 'file of weights, such as weights.safetensors')
    .addOption(dataset(`data set that it was trained on: ${datasetNames.join(', ')}`).default('mnist'))
    .addOption(imageSize('height and width of the images it was trained on'))
    .option('--out <folder>', 'folder to write (default: a new one, runs/<network>-<dataset>-<n>)')
    .addOption(json())
    .addOption(quiet())
    .addHelpText('after', importHelp)
    .action(
      async (
        name: ImportRequest['network'],
        file: string,
        options: Omit<ImportRequest, 'network' | 'file'>,
      ) => {
        const { importWeights } = await import('./commands/importWeights.js');
        await importWeights({ ...options, network: name, file });
      },
    );
}

function addSummary(program: Command): void {
  program
    .command('summary')
    .summary("print a network's layers, output shapes and parameters")
    .description(
      "Print a network's table of layers as the lecture has it, and the recipes it is trained with.",
    )
    .addArgument(network())
    .addOption(json())
    .addHelpText('after', examples('featuremap summary alexnet'))
    .action(async (name: TrainRequest['network'], options: ReportOptions) => {
      const { summary } = await import('./commands/summary.js');
      await summary(name, options);
    });
}

function addDevices(program: Command): void {
  program
    .command('devices')
    .summary('list the engines: which work here, how fast, and what brings the others')
    .description('Try every engine, measure a convolution on those that work, and say what the others lack.')
    .addOption(json())
    .action(async (options: ReportOptions) => {
      const { devices } = await import('./commands/devices.js');
      await devices(options);
    });
}

function addSetup(program: Command): void {
  program
    .command('setup')
    .summary("bring TensorFlow's native library, for the CPU or an NVIDIA GPU")
    .description(
      "Make a working tfjs-node of TensorFlow's wheel from PyPI and npm's packages, check it by computing a " +
        'gradient, and let `--device tensorflow` or `--device cuda` find it. Needs a C++ compiler, no Python. ' +
        'Linux on x86-64 only.',
    )
    .addArgument(
      new Argument('<device>', `one of ${setupDevices.join(', ')}`).argParser(
        oneOf('device to set up', setupDevices),
      ),
    )
    .option('--dir <folder>', "folder to make (default: in the user's cache)")
    .option('--dry-run', 'only say what would be fetched, and how large it is')
    .option('--force', 'make it anew though a good one is there')
    .addOption(json())
    .addOption(quiet())
    .addHelpText('after', setupHelp)
    .action(async (device: SetupRequest['device'], options: Omit<SetupRequest, 'device'>) => {
      const { setUp } = await import('./commands/setup.js');
      await setUp({ ...options, device });
    });
}

function addData(program: Command): void {
  program
    .command('data')
    .summary('find or download a data set: featuremap data fetch <dataset>')
    .description('Data sets on this machine.')
    .helpCommand(false)
    .command('fetch')
    .summary('find a data set on this machine, or download it')
    .description(
      'Find a data set on this machine, or download it; every file is checked against its SHA-256.',
    )
    .addArgument(
      new Argument('<dataset>', `one of ${datasetNames.join(', ')}`).argParser(
        oneOf('data set', datasetNames),
      ),
    )
    .option('--root <folder>', 'folder that has the files, or is to have them (default: the cache)')
    .addOption(json())
    .addOption(quiet())
    .addHelpText(
      'after',
      examples('featuremap data fetch mnist', 'featuremap data fetch fashion-mnist --root data'),
    )
    .action(async (name: FetchRequest['dataset'], options: Omit<FetchRequest, 'dataset'>) => {
      const { fetchData } = await import('./commands/fetchData.js');
      await fetchData({ ...options, dataset: name });
    });
}

function examples(...lines: string[]): string {
  return ['', 'Examples:', ...lines.map(line => `  ${line}`)].join('\n');
}

const exportHelp = `${examples('featuremap export runs/lenet5-mnist-1 lenet5.safetensors')}

In Python:
  model.load_state_dict(safetensors.torch.load_file("lenet5.safetensors"))`;

const importHelp = `
In Python:
  safetensors.torch.save_file(model.state_dict(), "lenet5.safetensors")
${examples('featuremap import lenet5 lenet5.safetensors --out runs/torch', 'featuremap evaluate runs/torch')}`;

const generalHelp = `${examples(
  'featuremap train lenet5',
  'featuremap train lenet5 --dataset fashion-mnist --out runs/first',
  'featuremap evaluate runs/first',
  'featuremap summary alexnet',
)}

Exit codes:
  ${ExitCode.ok}    done
  ${ExitCode.failure}    failed: no data, disk full, training diverged, …
  ${ExitCode.usage}    wrong usage: an unknown option or name, a value out of range
  ${ExitCode.interrupted}  stopped by Ctrl-C; train has saved what there was
  ${ExitCode.terminated}  stopped by SIGTERM; likewise

Environment:
  NO_COLOR               no colours
  FEATUREMAP_DATA        folder for downloaded data sets
  FEATUREMAP_TENSORFLOW  folder of setup tensorflow --dir
  FEATUREMAP_CUDA        folder of setup cuda --dir
  FEATUREMAP_DEBUG       show where an error came from`;

const setupHelp = `${examples(
  'featuremap setup tensorflow',
  'featuremap setup cuda --dry-run',
  'featuremap setup cuda --dir /opt/featuremap-cuda',
)}

It asks the package indexes that pip is configured to use (PIP_INDEX_URL,
PIP_EXTRA_INDEX_URL, pip.conf) and npm's registry (.npmrc). CXX names another
compiler. Stopped half-way, it goes on with its downloads the next time.`;

const trainHelp = `${examples(
  'featuremap train lenet5',
  'featuremap train resnet --epochs 2 --seed 1',
  'featuremap train resnet --dataset fashion-mnist --lr 0.05 --clip 1',
  'featuremap train alexnet --image-size 96 --limit 2000 --epochs 2',
  'featuremap train lenet5 --json --quiet > result.json',
)}

The folder:
  model.json, weights.bin   the model for TensorFlow.js, saved after every epoch
  metrics.jsonl             a line for every step, every epoch and the test
  loss.svg                  the loss curve
  confusion.svg, .json      the confusion matrix
  run.json                  arguments, versions, engine, seed and result

Ctrl-C saves what there is and exits with ${ExitCode.interrupted}; a second one exits at once.`;
