/** What a setup is doing, in the order in which it does it. */
export type SetupStep = 'look' | 'download' | 'npm' | 'unpack' | 'compile' | 'check';

/** A new step begins. */
export interface StepBegins {
  /** Tells the events apart. */
  readonly kind: 'step';
  /** Which one. */
  readonly step: SetupStep;
  /** What it is about: the name of a file, a package or a compiler. */
  readonly subject: string;
}

/** Some bytes of a file have arrived or, when it was begun before, were there already. */
export interface DownloadAdvances {
  /** Tells the events apart. */
  readonly kind: 'download';
  /** Its name. */
  readonly file: string;
  /** Bytes so far. */
  readonly received: number;
  /** Bytes in all; undefined where neither the index nor the server says it. */
  readonly total: number | undefined;
}

/** A download broke or came wrong, and is taken up again. */
export interface DownloadRetries {
  /** Tells the events apart. */
  readonly kind: 'retry';
  /** Its name. */
  readonly file: string;
  /** What went wrong: one phrase. */
  readonly reason: string;
}

/** What happens during a setup, for `onProgress`; `kind` tells the events apart. */
export type SetupProgress = StepBegins | DownloadAdvances | DownloadRetries;
