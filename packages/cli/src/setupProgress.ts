import type { SetupProgress, SetupStep } from '@featuremap/device/setup';
import { countdown, megabytes } from './format.js';
import { RateMeter } from './rateMeter.js';
import type { Terminal } from './terminal.js';

const redrawMs = 80;

/** What a step does, before its subject. */
const verbs: Readonly<Record<SetupStep, string>> = {
  look: 'looking for',
  download: 'fetching',
  npm: 'npm install',
  unpack: 'unpacking',
  compile: 'compiling with',
  check: 'checking',
};

/** Follows a setup: a line that is drawn anew on a terminal, a line for each step elsewhere. */
export class SetupReport {
  readonly #terminal: Terminal;
  #meter = new RateMeter();
  #file = '';
  #counted = 0;
  #drawnAt = -Infinity;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** For `onProgress`. */
  readonly follow = (event: SetupProgress): void => {
    if (event.kind === 'step') this.#step(event);
    if (event.kind === 'download') this.#download(event);
    if (event.kind === 'retry') {
      this.#terminal.print(this.#terminal.colors.yellow(`  ${event.file}: ${event.reason}; again`));
    }
  };

  #step({ step, subject }: Extract<SetupProgress, { kind: 'step' }>): void {
    const line = `  ${verbs[step]} ${subject}`;
    if (this.#terminal.isLive) this.#draw(`${line} …`);
    else this.#terminal.print(line);
  }

  #download({ file, received, total }: Extract<SetupProgress, { kind: 'download' }>): void {
    if (file !== this.#file) {
      this.#file = file;
      this.#meter = new RateMeter();
      // What was there from an earlier time says nothing of the rate.
      this.#counted = received;
    }
    const now = performance.now();
    if (now - this.#drawnAt < redrawMs) return;
    this.#drawnAt = now;
    this.#meter.add(received - this.#counted);
    this.#counted = received;
    const { rate } = this.#meter;
    const amount = total ? `${megabytes(received)} of ${megabytes(total)}` : megabytes(received);
    const left = rate && total ? `  ${countdown((total - received) / rate)} left` : '';
    this.#draw(`  ${amount}${left}  ${file}`);
  }

  #draw(line: string): void {
    this.#terminal.draw(line.slice(0, this.#terminal.columns - 1));
  }
}
