import { type ProgressState, progressLine, progressText } from './progressLine.js';
import { RateMeter } from './rateMeter.js';
import type { Terminal } from './terminal.js';

const redrawMs = 80;
/** Without a terminal a line stays in the log for ever, so there are few. */
const logMs = 20_000;

/** Shows how far a loop over images is: a line drawn anew on a terminal, now and then a line elsewhere. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #meter = new RateMeter();
  readonly #total: number;
  #lastShown: number;

  /** @param total images that the whole will go through */
  constructor(terminal: Terminal, total: number) {
    this.#terminal = terminal;
    this.#total = total;
    // The first line on a terminal comes at once, elsewhere only when there is something to wait for.
    this.#lastShown = terminal.isLive ? -Infinity : performance.now();
  }

  /** Images per second of late. */
  get rate(): number | undefined {
    return this.#meter.rate;
  }

  /** Counts images and shows the new state, if it is time. `share` is of what `label` names. */
  advance(images: number, state: Pick<ProgressState, 'label' | 'share' | 'loss'>): void {
    this.#meter.add(images);
    const now = performance.now();
    if (now - this.#lastShown < (this.#terminal.isLive ? redrawMs : logMs)) return;
    this.#lastShown = now;
    const { rate } = this.#meter;
    const secondsLeft = rate ? (this.#total - this.#meter.total) / rate : undefined;
    this.#show({ ...state, rate, secondsLeft });
  }

  #show(state: ProgressState): void {
    const { isLive, columns, colors } = this.#terminal;
    if (isLive) this.#terminal.draw(progressLine(state, columns, { bar: colors.cyan, rest: colors.dim }));
    else this.#terminal.print(progressText(state));
  }
}
