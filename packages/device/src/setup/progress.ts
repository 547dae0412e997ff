/** What a setup is doing, in the order in which it does it. */
export type SetupStep = 'look' | 'download' | 'npm' | 'unpack' | 'compile' | 'check';

/** A new step begins; `subject` is what it is about, such as a file or package name. */
export interface StepBegins {
  readonly kind: 'step';
  readonly step: SetupStep;
  readonly subject: string;
}

/** Some bytes of a file have arrived or, when it was begun before, were there already. */
export interface DownloadAdvances {
  readonly kind: 'download';
  readonly file: string;
  readonly received: number;
  /** Undefined where neither the index nor the server says it. */
  readonly total: number | undefined;
}

/** A download broke or came wrong, and is taken up again. */
export interface DownloadRetries {
  readonly kind: 'retry';
  readonly file: string;
  readonly reason: string;
}

/** What happens during a setup, for `onProgress`; `kind` tells the events apart. */
export type SetupProgress = StepBegins | DownloadAdvances | DownloadRetries;
