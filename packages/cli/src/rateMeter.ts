/** A rate over the last few seconds, so that it follows a machine that gets busy. */
export class RateMeter {
  readonly #windowMs: number;
  readonly #now: () => number;
  readonly #samples: { time: number; total: number }[] = [];
  #total = 0;

  /** Counting begins now. */
  constructor({ windowMs = 5000, now = () => performance.now() } = {}) {
    this.#windowMs = windowMs;
    this.#now = now;
    this.#samples.push({ time: now(), total: 0 });
  }

  /** Counts what was just done. */
  add(amount: number): void {
    const time = this.#now();
    this.#total += amount;
    this.#samples.push({ time, total: this.#total });
    while (this.#samples.length > 2 && time - this.#samples[1]!.time >= this.#windowMs) this.#samples.shift();
  }

  /** All that was counted. */
  get total(): number {
    return this.#total;
  }

  /** Per second; undefined before enough time has passed to tell. */
  get rate(): number | undefined {
    const first = this.#samples[0]!;
    const last = this.#samples.at(-1)!;
    const seconds = (last.time - first.time) / 1000;
    return seconds < 0.05 ? undefined : (last.total - first.total) / seconds;
  }
}
