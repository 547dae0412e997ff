/** Codes of the errors that loading data can throw; each belongs to one class. */
export type DatasetErrorCode =
  | 'ERR_CHECKSUM'
  | 'ERR_IDX_FORMAT'
  | 'ERR_DOWNLOAD'
  | 'ERR_MISSING_DATA'
  | 'ERR_STORAGE';

/**
 * What every error of loading data has in common: a message of one line that says what to do, and a `code`.
 *
 * @example
 * ```ts
 * try {
 *   await MNIST.load({ download: false });
 * } catch (error) {
 *   if (error instanceof DatasetError) console.error(error.code, error.message);
 *   else throw error;
 * }
 * ```
 */
export abstract class DatasetError extends Error {
  /** Tells the errors apart without `instanceof`, for instance across two copies of this package. */
  abstract readonly code: DatasetErrorCode;

  /** The name of the class, which Node and browsers print before the message. */
  override get name(): string {
    return this.constructor.name;
  }
}

/** A file has the right shape but not the bytes that were pinned: SHA-256 of the uncompressed file differs. */
export class ChecksumError extends DatasetError {
  readonly code = 'ERR_CHECKSUM';
}

/** Bytes are no readable IDX file, or not the one wanted: magic, type, dimensions, length or gzip are wrong. */
export class IdxFormatError extends DatasetError {
  readonly code = 'ERR_IDX_FORMAT';
}

/** No mirror gave a file with the right checksum; the message has each mirror's reason. */
export class DownloadError extends DatasetError {
  readonly code = 'ERR_DOWNLOAD';
}

/** A file is on this machine in none of the places searched, and `download` is off. */
export class MissingDataError extends DatasetError {
  readonly code = 'ERR_MISSING_DATA';
}

/** The file system refused a read or a write: disk full, no permission, read-only. */
export class StorageError extends DatasetError {
  readonly code = 'ERR_STORAGE';
}
