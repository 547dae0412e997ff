import { dirname } from 'node:path';
import type { LoadProgress } from '@featuremap/datasets';
import { megabytes, shortPath } from './format.js';
import type { Terminal } from './terminal.js';

/** Follows the loading of a data set: draws downloads, says what went wrong, and knows where the files were. */
export class LoadReport {
  readonly #terminal: Terminal;
  readonly #folders = new Set<string>();
  readonly #said = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** The folders that the files are in. */
  get folders(): readonly string[] {
    return [...this.#folders];
  }

  /** The same for people. */
  get source(): string {
    return this.folders.map(shortPath).join(', ');
  }

  /** For `onProgress`. */
  readonly follow = (event: LoadProgress): void => {
    if (event.kind === 'found' || event.kind === 'saved') this.#folders.add(dirname(event.path));
    if (event.kind === 'rejected') this.#warn(`${shortPath(event.path)} is not used: ${event.reason}`);
    if (event.kind === 'retry') this.#warn(`${new URL(event.url).host}: ${event.reason}`);
    if (event.kind === 'download') this.#download(event);
  };

  #download({ file, received, total }: Extract<LoadProgress, { kind: 'download' }>): void {
    const amount = total ? `${megabytes(received)} of ${megabytes(total)}` : megabytes(received);
    const line = `  loading ${file}  ${amount}`;
    this.#terminal.draw(line.slice(0, this.#terminal.columns - 1));
    if (!this.#terminal.isLive) this.#once(`  downloading ${file}`);
  }

  #warn(message: string): void {
    this.#once(this.#terminal.colors.yellow(`  ${message}`));
  }

  #once(line: string): void {
    if (this.#said.has(line)) return;
    this.#said.add(line);
    this.#terminal.print(line);
  }
}
