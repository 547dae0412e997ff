import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  addonPackages,
  findInstall,
  type InstallMarker,
  markerFile,
  type SetupDevice,
} from '../installed.js';
import { type Checked, checkInstall } from './check.js';
import { type Compiler, compileAddon, findCompiler } from './compiler.js';
import { download } from './download.js';
import { asSetupError, SetupError } from './errors.js';
import { checkNpm, npmInstall } from './npm.js';
import { type Settings, type SetupOptions, settingsOf } from './options.js';
import { findExtra, findTensorflow } from './plan.js';
import { checkPlatform } from './platform.js';
import { placeOfNvidiaFile, placeOfTensorflowFile, recipes, type SetupRecipe } from './recipe.js';
import { openWheel, readMetadata, unpack } from './unpack.js';
import type { Wheel } from './wheelIndex.js';
import { checkSpace, checkTarget, WorkFolder } from './workFolder.js';

/** A finished install, checked. */
export interface SetupResult {
  /** What it brings. */
  readonly device: SetupDevice;
  /** Where it is: absolute. `require` of it gives tfjs-node with all of TensorFlow.js. */
  readonly folder: string;
  /** False when a good one was there already. */
  readonly made: boolean;
  /** Version of TensorFlow's library. */
  readonly tensorflow: string;
  /** Whether it found a GPU here and computes on it. */
  readonly gpu: boolean;
  /** Milliseconds that it took. */
  readonly milliseconds: number;
}

/**
 * Makes a working `@tensorflow/tfjs-node` (`tensorflow`) or `@tensorflow/tfjs-node-gpu` (`cuda`) 4.22 from PyPI's wheel
 * of TensorFlow 2.15 and npm's packages, for Node 20 and later on Linux with x86-64. Needs npm and a C++ compiler, no
 * Python. Asks the package indexes and the registry that pip and npm are configured to use; checks every wheel against
 * its SHA-256 and the result by computing a gradient in a process of its own. The folder appears under its name
 * only when it is finished: a setup that was stopped leaves its downloads, and the next one goes on with them.
 *
 * @param device `tensorflow`: TensorFlow's CPU library. `cuda`: with the libraries of CUDA 12 for an NVIDIA GPU
 * @throws {SetupError} with one line that says what to do; the signal's reason when it aborted
 *
 * @example
 * ```ts
 * const { folder } = await setup('tensorflow', { folder: 'vendor/tensorflow' });
 * process.env.FEATUREMAP_TENSORFLOW = folder;      // not needed for the usual folder
 * await useDevice('tensorflow');
 * ```
 */
export async function setup(device: SetupDevice, options: SetupOptions = {}): Promise<SetupResult> {
  const begin = performance.now();
  const settings = settingsOf(device, options);
  const { folder } = settings;
  try {
    checkPlatform();
    const recipe = recipes[device];
    const existing = settings.force ? undefined : await findGood(recipe, settings);
    const { tensorflow, gpu } = existing ?? (await make(recipe, settings));
    const milliseconds = performance.now() - begin;
    return { device, folder, made: existing === undefined, tensorflow, gpu, milliseconds };
  } catch (error) {
    settings.signal?.throwIfAborted();
    throw asSetupError(error, folder);
  }
}

/** The install that is there, when it is of the recipe's versions and computes right. */
async function findGood({ device, npm, wheel }: SetupRecipe, settings: Settings) {
  const install = findInstall(device, settings.folder);
  if (install?.marker.tensorflow !== wheel.version) return undefined;
  if (install.marker.tfjsNode !== npm[addonPackages[device]]) return undefined;
  settings.onProgress({ kind: 'step', step: 'check', subject: settings.folder });
  return checkInstall(settings.folder, settings.signal).catch((error: unknown) => {
    if (error instanceof SetupError && error.code === 'wrong') return undefined;
    throw error;
  });
}

async function make(recipe: SetupRecipe, settings: Settings): Promise<Checked> {
  const { folder, signal } = settings;
  await checkTarget(recipe.device, folder);
  const compiler = await findCompiler(signal);
  await checkNpm(process.cwd(), signal);
  const work = await WorkFolder.open(folder);
  try {
    const checked = await build(recipe, compiler, work, settings);
    signal?.throwIfAborted();
    await work.finish();
    return checked;
  } catch (error) {
    await work.abandon();
    throw error;
  }
}

async function build(
  recipe: SetupRecipe,
  compiler: Compiler,
  work: WorkFolder,
  settings: Settings,
): Promise<Checked> {
  const { device, npm } = recipe;
  const { signal, onProgress } = settings;
  const folder = work.build;
  const addon = join(folder, 'node_modules', addonPackages[device]);
  const wheels = await fetchWheels(recipe, work, settings);

  onProgress({ kind: 'step', step: 'npm', subject: addonPackages[device] });
  await npmInstall(folder, npm, { cwd: process.cwd(), signal });

  for (const { file } of wheels) {
    onProgress({ kind: 'step', step: 'unpack', subject: file });
    const placeOf = file === wheels[0]?.file ? placeOfTensorflowFile : placeOfNvidiaFile;
    await unpack(join(work.downloads, file), join(addon, 'deps'), { placeOf, signal });
  }

  onProgress({ kind: 'step', step: 'compile', subject: compiler.version });
  await compileAddon(compiler, { folder, addon, signal });
  for (const file of ['tfjs-node.cjs', 'check.cjs']) await copyFile(programFile(file), join(folder, file));

  onProgress({ kind: 'step', step: 'check', subject: 'a gradient' });
  const checked = await checkInstall(folder, signal);
  await writeMarker(folder, recipe, wheels);
  return checked;
}

/** All wheels on the disk, TensorFlow's first: it names the others. */
async function fetchWheels(recipe: SetupRecipe, work: WorkFolder, settings: Settings): Promise<Wheel[]> {
  const fetchOne = async (wheel: Wheel) => {
    settings.onProgress({ kind: 'step', step: 'download', subject: wheel.file });
    await download(wheel, join(work.downloads, wheel.file), settings);
  };
  const tensorflow = await findTensorflow(recipe, settings);
  await checkSpace(work.downloads, recipe.installedBytes + (tensorflow.size ?? 0));
  await fetchOne(tensorflow);
  const metadata = recipe.extra
    ? await readMetadata(await openWheel(join(work.downloads, tensorflow.file)))
    : '';
  const extra = await findExtra(recipe, metadata, settings);
  const bytes = extra.reduce((sum, { size = 0 }) => sum + size, 0);
  await checkSpace(work.downloads, recipe.installedBytes + bytes);
  for (const wheel of extra) await fetchOne(wheel);
  return [tensorflow, ...extra];
}

/** The marker is what makes a folder an install, so it comes last. */
async function writeMarker(folder: string, recipe: SetupRecipe, wheels: readonly Wheel[]): Promise<void> {
  const marker: InstallMarker = {
    format: 1,
    device: recipe.device,
    tensorflow: recipe.wheel.version,
    tfjsNode: recipe.npm[addonPackages[recipe.device]]!,
    wheels: Object.fromEntries(wheels.map(({ file, sha256 }) => [file, sha256])),
  };
  await writeFile(join(folder, markerFile), `${JSON.stringify(marker, null, 2)}\n`);
}

/** Programs that go into an install lie beside `src` and `dist`. */
function programFile(name: string): string {
  return join(import.meta.dirname, '..', '..', 'native', name);
}
