import type { DatasetDefinition } from './definition.js';
import type { IdxArray, IdxHeader } from './idx.js';

/** A file on this machine that may be the one wanted. */
export interface LocalCopy {
  /** Where it is, for people. */
  readonly path: string;
  /**
   * Its bytes.
   * @throws StorageError when it can't be read.
   */
  read(): Promise<Uint8Array>;
}

/** Which file is meant, and which folder the caller named for it. */
export interface FileRequest {
  readonly definition: DatasetDefinition;
  /** Name without `.gz`. */
  readonly name: string;
  /** Bytes of the uncompressed file. */
  readonly bytes: number;
  readonly root: string | undefined;
}

/** What Node and browsers do differently. Chosen by the `node` condition of `imports` in package.json. */
export interface Platform {
  /** The places where `localCopies` looks, for people. */
  places(request: FileRequest): string[];
  /** Copies that exist, in the order in which they are to be tried. */
  localCopies(request: FileRequest): AsyncIterable<LocalCopy>;
  /** Throws what `save` would, as far as that can be known before a download. */
  checkCanSave(request: FileRequest): Promise<void>;
  /** Keeps verified bytes for the next time, all or nothing; returns where, or undefined if nowhere. */
  save(request: FileRequest, bytes: Uint8Array): Promise<string | undefined>;
  /** Unpacks gzip; rejects once more than `maxBytes` have come out. */
  gunzip(bytes: Uint8Array, maxBytes: number): Promise<Uint8Array>;
  /** The elements of an IDX file whose header was checked. */
  decodeIdx(bytes: Uint8Array, header: IdxHeader): Promise<IdxArray>;
}
