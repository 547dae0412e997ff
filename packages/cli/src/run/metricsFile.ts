import { type FileHandle, open } from 'node:fs/promises';

const flushMs = 1000;

/**
 * metrics.jsonl: one JSON object a line, appended as they come, at the latest a second later, so that another program
 * can follow. A line that could not be written whole is taken back.
 */
export class MetricsFile {
  readonly #path: string;
  readonly #file: FileHandle;
  #pending: string[] = [];
  #writtenBytes = 0;
  #lastFlush = performance.now();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Makes the file; it must not exist. */
  static async create(path: string): Promise<MetricsFile> {
    return new MetricsFile(path, await open(path, 'wx'));
  }

  /** Adds a line. */
  async add(line: object): Promise<void> {
    this.#pending.push(`${JSON.stringify(line)}\n`);
    if (performance.now() - this.#lastFlush >= flushMs) await this.flush();
  }

  /** Writes what is still in memory. */
  async flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const bytes = Buffer.from(this.#pending.join(''));
    this.#pending = [];
    this.#lastFlush = performance.now();
    try {
      await this.#file.appendFile(bytes);
      this.#writtenBytes += bytes.length;
    } catch (error) {
      await this.#file.truncate(this.#writtenBytes).catch(() => {});
      throw Object.assign(error as Error, { path: this.#path });
    }
  }

  /** Writes what is still in memory and closes the file. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }
}
