import { describe, type LayerRow, layerTable } from '@featuremap/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { count } from './format.js';
import { type Column, firstThatFits, tableLines } from './table.js';

const sizes = (values: readonly (number | null)[] = []) => values.map(value => value ?? '?').join('×');

const layer: Column<LayerRow> = { title: 'Layer', cell: row => row.name };
const output: Column<LayerRow> = { title: 'Output', cell: row => sizes(row.output) };
const parameters: Column<LayerRow> = {
  title: 'Parameters',
  align: 'right',
  cell: row => (row.parameters ? count(row.parameters) : ''),
};

/** The lecture's columns in less room: the activation beside the type. */
const compact: readonly Column<LayerRow>[] = [
  layer,
  { title: 'Type', cell: row => [row.type, row.activation].filter(Boolean).join(', ') },
  { title: 'Filter', cell: row => sizes(row.filter) },
  { title: 'Str', align: 'right', cell: row => String(row.stride ?? '') },
  { title: 'Pad', align: 'right', cell: row => String(row.padding ?? '') },
  output,
  { ...parameters, title: 'Params' },
];

/** The lecture's table of layers, as much of it as fits into `width` columns, and the number of parameters. */
export function layerLines(model: LayersModel, width: number): readonly string[] {
  const rows = layerTable(model);
  const total = `${count(model.countParams())} parameters`;
  const own = (columns: readonly Column<LayerRow>[]) => [...tableLines(columns, rows), '', total];
  return firstThatFits(
    [describe(model).split('\n'), own(compact), own([layer, output, { ...parameters, title: 'Params' }])],
    width,
  );
}
