/** A mirror that is too slow. */
export class MirrorTimeout extends Error {}

/** Aborts a download that makes no progress, takes too long in all, or is aborted by the caller. */
export class Watchdog {
  readonly #controller = new AbortController();
  readonly #stallTimeout: number;
  readonly #caller: AbortSignal | undefined;
  readonly #onCallerAbort = (): void => this.#controller.abort(this.#caller?.reason);
  readonly #total: ReturnType<typeof setTimeout>;
  #stall: ReturnType<typeof setTimeout> | undefined;

  constructor(stallTimeout: number, totalTimeout: number, caller: AbortSignal | undefined) {
    this.#stallTimeout = stallTimeout;
    this.#caller = caller;
    if (caller?.aborted) this.#onCallerAbort();
    // By hand and not by AbortSignal.any, whose signals Node 20 keeps for as long as the caller's lives.
    caller?.addEventListener('abort', this.#onCallerAbort, { once: true });
    this.#total = setTimeout(() => this.#bark(`took longer than ${totalTimeout / 1000} s`), totalTimeout);
    this.feed();
  }

  /** Aborted when time is up (with a {@link MirrorTimeout}) or by the caller (with the caller's reason). */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** There was progress: the time without a byte begins anew. */
  feed(): void {
    clearTimeout(this.#stall);
    const message = `stalled: no byte for ${this.#stallTimeout / 1000} s`;
    this.#stall = setTimeout(() => this.#bark(message), this.#stallTimeout);
  }

  /** To be called at the end, or the timers keep the process alive. */
  stop(): void {
    clearTimeout(this.#stall);
    clearTimeout(this.#total);
    this.#caller?.removeEventListener('abort', this.#onCallerAbort);
  }

  #bark(message: string): void {
    this.#controller.abort(new MirrorTimeout(message));
  }
}
