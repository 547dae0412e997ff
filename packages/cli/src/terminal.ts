import { createLogUpdate } from 'log-update';
import picocolors from 'picocolors';

/** How a command wants its report. */
export interface ReportOptions {
  /** Standard output is for one JSON value: the report goes to standard error. */
  readonly json?: boolean | undefined;
  /** The result alone. */
  readonly quiet?: boolean | undefined;
}

/** Where a command's report for people goes: lines that stay, and one line that is drawn anew. */
export class Terminal {
  /** Whether somebody watches: a line can then be drawn anew. */
  readonly isLive: boolean;
  /** Colours, or functions that do nothing where colours are not wanted. */
  readonly colors: ReturnType<typeof picocolors.createColors>;
  readonly #stream: NodeJS.WriteStream;
  readonly #isQuiet: boolean;
  readonly #isJson: boolean;
  readonly #draw: ReturnType<typeof createLogUpdate>;
  #isDrawn = false;

  constructor({ json = false, quiet = false }: ReportOptions = {}) {
    this.#stream = json ? process.stderr : process.stdout;
    this.#isQuiet = quiet;
    this.#isJson = json;
    this.isLive = !quiet && this.#stream.isTTY === true && process.env.TERM !== 'dumb';
    this.colors = picocolors.createColors(wantsColor(this.#stream));
    this.#draw = createLogUpdate(this.#stream);
  }

  /** Columns of text that fit in a line; 80 where there is no terminal. */
  get columns(): number {
    return (this.#stream.isTTY && this.#stream.columns) || 80;
  }

  /** Writes lines that stay. */
  print(...lines: readonly string[]): void {
    if (this.#isQuiet) return;
    this.clear();
    this.#stream.write(`${lines.join('\n')}\n`);
  }

  /** Writes something to look at, on standard error where there is no report. */
  warn(message: string): void {
    if (this.#isQuiet) process.stderr.write(`featuremap: ${message}\n`);
    else this.print(`  ${this.colors.yellow(message)}`);
  }

  /** Writes the one line that `--quiet` leaves: the result, unless it is printed as JSON. */
  conclude(line: string): void {
    if (this.#isQuiet && !this.#isJson) this.#stream.write(`${line}\n`);
  }

  /** Draws one line in the place of the last one drawn; nothing where nobody watches. */
  draw(line: string): void {
    if (!this.isLive) return;
    this.#draw(line);
    this.#isDrawn = true;
  }

  /** Takes the drawn line away and shows the cursor again. */
  clear(): void {
    if (!this.#isDrawn) return;
    this.#draw.clear();
    this.#draw.done();
    this.#isDrawn = false;
  }
}

/** https://no-color.org and https://force-color.org, and a terminal otherwise. */
function wantsColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== '0';
  return stream.isTTY === true && TERM !== 'dumb';
}
