import type { SetupDevice } from '../installed.js';
import { asSetupError } from './errors.js';
import { type Settings, type SetupOptions, settingsOf } from './options.js';
import { configuredIndexes } from './pipConfiguration.js';
import { checkPlatform } from './platform.js';
import { recipes, type SetupRecipe } from './recipe.js';
import { openRemoteWheel } from './remoteWheel.js';
import { RequestError } from './request.js';
import { readMetadata, requirementsOf } from './unpack.js';
import { findWheel, type Wheel } from './wheelIndex.js';

/** One thing that a setup would fetch. */
export interface PlannedFile {
  /** File name of a wheel, or a package of npm with all that it needs. */
  readonly name: string;
  /** The host that has it; for npm's packages "npm". */
  readonly from: string;
  /** In bytes, for npm's packages about; undefined where nobody says it beforehand. */
  readonly size: number | undefined;
}

/** What a setup would do. */
export interface SetupPlan {
  /** What it brings. */
  readonly device: SetupDevice;
  /** The folder that it would make: absolute. */
  readonly folder: string;
  /** What it would fetch. */
  readonly files: readonly PlannedFile[];
  /** Bytes that the finished folder takes, about. */
  readonly installedBytes: number;
  /** What cannot be known before the rest is there: one sentence. */
  readonly unknown?: string;
}

/**
 * Looks up what `setup` would fetch and how large it is. Writes nothing.
 *
 * @throws {SetupError} `platform` where it cannot be set up, `index` when no index has the wheels
 *
 * @example
 * ```ts
 * const { files, folder } = await planSetup('cuda');
 * console.log(folder, files.map(({ name, size }) => `${name}: ${size} bytes`));
 * ```
 */
export async function planSetup(device: SetupDevice, options: SetupOptions = {}): Promise<SetupPlan> {
  const settings = settingsOf(device, options);
  try {
    checkPlatform();
    const recipe = recipes[device];
    const wheel = await findTensorflow(recipe, settings);
    const extra = await plannedExtra(recipe, wheel, settings);
    const files = [npmFile(recipe), ...[wheel, ...extra.wheels].map(plannedWheel)];
    const plan = { device, folder: settings.folder, files, installedBytes: recipe.installedBytes };
    return extra.unknown === undefined ? plan : { ...plan, unknown: extra.unknown };
  } catch (error) {
    throw asSetupError(error, settings.folder);
  }
}

/** TensorFlow's wheel in the configured indexes. */
export function findTensorflow({ wheel }: SetupRecipe, settings: Settings): Promise<Wheel> {
  settings.onProgress({ kind: 'step', step: 'look', subject: `${wheel.project} ${wheel.version}` });
  return findWheel(wheel.project, wheel.version, { ...settings, indexes: configuredIndexes() });
}

/** The wheels that the recipe's extra names in TensorFlow's METADATA: NVIDIA's libraries for CUDA 12. */
export async function findExtra({ extra }: SetupRecipe, metadata: string, settings: Settings) {
  if (!extra) return [];
  const indexes = configuredIndexes();
  const wheels: Wheel[] = [];
  // TensorRT, also named there, is loaded only by programs that ask for it.
  const wanted = requirementsOf(metadata, extra).filter(({ project }) => /^nvidia-.+-cu12$/.test(project));
  for (const { project, version } of wanted) {
    settings.onProgress({ kind: 'step', step: 'look', subject: `${project} ${version}` });
    wheels.push(await findWheel(project, version, { ...settings, indexes }));
  }
  return wheels;
}

async function plannedExtra(
  recipe: SetupRecipe,
  wheel: Wheel,
  settings: Settings,
): Promise<{ wheels: readonly Wheel[]; unknown?: string }> {
  if (!recipe.extra) return { wheels: [] };
  try {
    const metadata = await readMetadata(await openRemoteWheel(wheel, settings));
    return { wheels: await findExtra(recipe, metadata, settings) };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    return {
      wheels: [],
      unknown: `which NVIDIA libraries it needs stands in ${wheel.file}, and ${error.message}`,
    };
  }
}

function npmFile({ npm, npmBytes }: SetupRecipe): PlannedFile {
  const [[name, version] = []] = Object.entries(npm);
  return { name: `${name}@${version} and what it needs`, from: 'npm', size: npmBytes };
}

function plannedWheel({ file, url, size }: Wheel): PlannedFile {
  return { name: file, from: url.host, size };
}
