/** A piece of a drawing for the terminal: lines of text, all to be seen as one block. */
export type Block = readonly string[];

/** A matrix of numbers, row by row. */
export type Matrix = readonly (readonly number[])[];

/** Chinese characters and full-width signs take two columns of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;

/** How many columns of a terminal a line takes. */
export function displayWidth(line: string): number {
  return line.length + (line.match(wide)?.length ?? 0);
}

/** A number with at most 4 decimals, small ones with 3 digits; a word in quotation marks; of an object its kind alone. */
export function formatNumber(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  if (typeof value !== 'number') return String(value);
  const small = value !== 0 && Math.abs(value) < 0.001;
  return small ? value.toExponential(2) : String(Number(value.toFixed(4)));
}

/**
 * Draws a matrix under its title, its columns aligned, marked numbers in brackets.
 *
 * @param marked says for row and column whether the number there is marked; none by default
 * @example
 * drawMatrix('input', [[1, 2], [3, 4]], (row, column) => row === column);
 * // input
 * // [1] 2
 * //  3 [4]
 */
export function drawMatrix(
  title: string,
  matrix: readonly unknown[],
  marked: (row: number, column: number) => boolean = () => false,
): Block {
  const cells = matrix.map(row => (Array.isArray(row) ? row : [row]).map(formatNumber));
  const width = Math.max(0, ...cells.flat().map(cell => cell.length));
  const lines = cells.map((row, r) =>
    row
      .map((cell, c) => (marked(r, c) ? `[${cell.padStart(width)}]` : ` ${cell.padStart(width)} `))
      .join('')
      .trimEnd(),
  );
  return [title, ...lines];
}

/** Puts drawings side by side, three columns apart, their tops aligned. */
export function beside(...blocks: readonly Block[]): Block {
  const widths = blocks.map(block => Math.max(0, ...block.map(displayWidth)));
  const height = Math.max(0, ...blocks.map(block => block.length));
  return Array.from({ length: height }, (_, row) =>
    blocks
      .map((block, index) => {
        const line = block[row] ?? '';
        return line + ' '.repeat((widths[index] ?? 0) - displayWidth(line));
      })
      .join('   ')
      .trimEnd(),
  );
}
