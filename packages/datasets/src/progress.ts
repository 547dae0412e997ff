interface FileEvent<Kind extends string> {
  /** What has happened. */
  readonly kind: Kind;
  /** The file's name, without folder and without `.gz`. */
  readonly file: string;
}

/** A file on this machine was verified and taken. */
export interface FileFound extends FileEvent<'found'> {
  /** Where it is. */
  readonly path: string;
}

/** A file on this machine is not the one wanted; the next place is tried. */
export interface FileRejected extends FileEvent<'rejected'> {
  /** Where it is. */
  readonly path: string;
  /** What is wrong with it. */
  readonly reason: string;
}

/** Bytes have come from a mirror. */
export interface FileDownload extends FileEvent<'download'> {
  /** Address of the file. */
  readonly url: string;
  /** Bytes so far, of the packed file if it comes packed. */
  readonly received: number;
  /** Bytes in all, where the server says it. */
  readonly total: number | undefined;
}

/** A mirror failed; it is tried again, or the next one is. */
export interface FileRetry extends FileEvent<'retry'> {
  /** Address of the file. */
  readonly url: string;
  /** What went wrong. */
  readonly reason: string;
}

/** A download was verified and written. */
export interface FileSaved extends FileEvent<'saved'> {
  /** Where it is now. */
  readonly path: string;
}

/** What happens while a data set is loaded, for `onProgress`; `kind` tells the events apart. */
export type LoadProgress = FileFound | FileRejected | FileDownload | FileRetry | FileSaved;
