import type { LayersModel, Shape } from '@tensorflow/tfjs-layers';
import { type LayerRow, layerTable } from './layerTable.js';

interface Column {
  title: string;
  align: 'left' | 'right';
  cell: (row: LayerRow) => string;
}

const grouped = (count: number) => count.toLocaleString('en-US');
const dimensions = (sizes: Shape) => sizes.map(size => size ?? '?').join('×');
const optional = (value: number | string | undefined) => (value === undefined ? '' : String(value));

const COLUMNS: readonly Column[] = [
  { title: 'Layer', align: 'left', cell: row => row.name },
  { title: 'Type', align: 'left', cell: row => row.type },
  { title: 'Filter', align: 'left', cell: row => dimensions(row.filter ?? []) },
  { title: 'Stride', align: 'right', cell: row => optional(row.stride) },
  { title: 'Padding', align: 'right', cell: row => optional(row.padding) },
  { title: 'Activation', align: 'left', cell: row => row.activation ?? '' },
  { title: 'Output', align: 'left', cell: row => dimensions(row.output) },
  { title: 'Parameters', align: 'right', cell: row => grouped(row.parameters) },
];

/**
 * A model's table of layers, as the lecture prints it: type, filter, stride, padding, activation, output shape
 * and parameters of each, and their sum. Shapes are height × width × channels, without the batch.
 *
 * @param model Any `tf.LayersModel`.
 * @returns Lines of plain text in aligned columns, without a line break at the end.
 * @throws Error when the model has no layers.
 * @example
 * console.log(describe(lenet5()));
 * // lenet5, input 28×28×1
 * // Layer    Type             Filter    Stride  Padding  Activation  Output    Parameters
 * // C1       convolution      5×5×1×6        1        2  tanh        28×28×6          156
 * // …
 */
export function describe(model: LayersModel): string {
  const table = layerTable(model);
  const lines = [
    COLUMNS.map(({ title }) => title),
    ...table.map(row => COLUMNS.map(({ cell }) => cell(row))),
  ];
  const total = table.reduce((sum, row) => sum + row.parameters, 0);
  lines.push(['Total', ...COLUMNS.slice(2).map(() => ''), grouped(total)]);
  const inputs = model.inputs.map(input => dimensions(input.shape.slice(1))).join(', ');
  return [`${model.name}, input ${inputs}`, ...aligned(lines)].join('\n');
}

function aligned(lines: string[][]): string[] {
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map(cells => cells[at].length)));
  const pad = (cell: string, at: number) =>
    COLUMNS[at].align === 'left' ? cell.padEnd(widths[at]) : cell.padStart(widths[at]);
  return lines.map(cells => cells.map(pad).join('  ').trimEnd());
}
