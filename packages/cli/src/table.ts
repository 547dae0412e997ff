/** A column of a table: its title, the side on which its cells stand, and how to get a cell from a row. */
export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  cell(row: Row): string;
}

/** Aligned columns, two spaces apart, titles first; no spaces at the ends of lines. */
export function tableLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map(row => columns.map(column => column.cell(row))),
  ];
  const widths = columns.map((_, at) => Math.max(...cells.map(line => line[at]!.length)));
  const pad = (cell: string, at: number) =>
    columns[at]!.align === 'right' ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!);
  return cells.map(line => line.map(pad).join('  ').trimEnd());
}

/** The first of several ways to say the same whose longest line fits, or else the last. */
export function firstThatFits(variants: readonly (readonly string[])[], width: number): readonly string[] {
  const fits = (lines: readonly string[]) => lines.every(line => line.length <= width);
  return variants.find(fits) ?? variants.at(-1)!;
}
