import { type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { moveRows, transpose } from '../generated/kernels.js';
import { bytesPerElement } from '../tensorData.js';
import { share } from './tasks.js';

/** One dimension of a box of elements that is moved: its size, and the elements from one index to the next. */
export interface Dimension {
  size: number;
  /** Where it is read: negative to go backwards, 0 to repeat. */
  from: number;
  /** Where it is written. */
  to: number;
}

/** A box: its dimensions from the outermost inwards, and the first element's byte address on either side. */
interface Box {
  from: number;
  to: number;
  elementBytes: number;
  dimensions: Dimension[];
}

/** Rows longer than this are cut, so that threads share them. */
const LONGEST_ROW = 16_384;
/** Rows of a matrix that assembly/kernels/move.ts turns together. */
const ROWS = 64;

/** Whether a tensor's elements stand in the heap: not those of strings and complex numbers. */
export function isInHeap({ dtype }: TensorInfo): boolean {
  return dtype === 'float32' || dtype === 'int32' || dtype === 'bool';
}

/** Elements from one index to the next along each dimension; the last one's is 1. */
export function stridesOf(shape: number[]): number[] {
  return [...util.computeStrides(shape), 1].slice(-shape.length);
}

/** Moves elements of one tensor to another of the same type, each offset and stride in elements. */
export function move(
  backend: SimdBackend,
  source: TensorInfo,
  output: TensorInfo,
  dimensions: Dimension[],
  { fromOffset = 0, toOffset = 0 } = {},
): void {
  const elementBytes = bytesPerElement(source.dtype);
  moveBox(backend, {
    from: backend.address(source) + fromOffset * elementBytes,
    to: backend.address(output) + toOffset * elementBytes,
    elementBytes,
    dimensions,
  });
}

/** Writes one value to all elements of a box in a tensor. */
export function fill(
  backend: SimdBackend,
  output: TensorInfo,
  value: number,
  dimensions: { size: number; to: number }[],
  toOffset = 0,
): void {
  const elementBytes = bytesPerElement(output.dtype);
  backend.withScratch(16, from => {
    store(backend, from, output.dtype, value);
    moveBox(backend, {
      from,
      to: backend.address(output) + toOffset * elementBytes,
      elementBytes,
      dimensions: dimensions.map(({ size, to }) => ({ size, from: 0, to })),
    });
  });
}

/** The same elements under another shape: no copy. */
export function viewOf(backend: SimdBackend, x: TensorInfo, shape: number[]): TensorInfo {
  backend.share(x.dataId);
  return { dataId: x.dataId, shape, dtype: x.dtype };
}

function store({ heap }: SimdBackend, address: number, dtype: string, value: number): void {
  if (dtype === 'float32') heap.write(address, Float32Array.of(value));
  else if (dtype === 'int32') heap.write(address, Int32Array.of(value));
  else heap.write(address, Uint8Array.of(value));
}

/** Moves a box between two addresses. */
export function moveBox(backend: SimdBackend, box: Box): void {
  if (box.dimensions.some(({ size }) => size === 0)) return;
  const dimensions = joined(box.dimensions);
  const row = dimensions.at(-1) as Dimension;
  const across = dimensions.findIndex(({ from }) => from === 1);
  const turned = box.elementBytes === 4 && row.to === 1 && Math.abs(row.from) > 1 && across >= 0;
  if (turned) moveTurned(backend, { ...box, dimensions }, across);
  else if (dimensions.length === 1 && row.size > LONGEST_ROW) moveLongRow(backend, box, row);
  else moveInRows(backend, { ...box, dimensions });
}

/** Without dimensions of size 1, and with those that follow each other in memory on both sides made one. */
function joined(dimensions: Dimension[]): Dimension[] {
  const result: Dimension[] = [];
  for (const inner of dimensions) {
    const outer = result.at(-1);
    if (inner.size === 1) continue;
    if (outer !== undefined && outer.from === inner.from * inner.size && outer.to === inner.to * inner.size)
      result[result.length - 1] = { ...inner, size: outer.size * inner.size };
    else result.push(inner);
  }
  return result.length === 0 ? [{ size: 1, from: 1, to: 1 }] : result;
}

function moveLongRow(backend: SimdBackend, box: Box, row: Dimension): void {
  const rows = Math.floor(row.size / LONGEST_ROW);
  const whole = { size: rows, from: row.from * LONGEST_ROW, to: row.to * LONGEST_ROW };
  moveInRows(backend, { ...box, dimensions: [whole, { ...row, size: LONGEST_ROW }] });
  const done = rows * LONGEST_ROW;
  if (done === row.size) return;
  const { elementBytes } = box;
  moveInRows(backend, {
    from: box.from + done * row.from * elementBytes,
    to: box.to + done * row.to * elementBytes,
    elementBytes,
    dimensions: [{ ...row, size: row.size - done }],
  });
}

function moveInRows(backend: SimdBackend, { from, to, elementBytes, dimensions }: Box): void {
  const row = dimensions.at(-1) as Dimension;
  const middle = dimensions.at(-2) ?? { size: 1, from: 0, to: 0 };
  const outer = dimensions.slice(0, -2);
  const rows = middle.size * sizeOf(outer);
  const { tasks, perTask } = share(rows, row.size);
  withTable(backend, outer, elementBytes, table =>
    moveRows(backend.native, tasks, {
      from,
      to,
      outer: table,
      outerCount: outer.length,
      middle: middle.size,
      middleFrom: middle.from * elementBytes,
      middleTo: middle.to * elementBytes,
      elements: row.size,
      elementFrom: row.from * elementBytes,
      elementTo: row.to * elementBytes,
      elementBytes,
      rows,
      rowsPerTask: perTask,
    }),
  );
}

/** @param across which dimension's elements stand side by side where they are read */
function moveTurned(backend: SimdBackend, { from, to, elementBytes, dimensions }: Box, across: number): void {
  const rows = dimensions[across];
  const columns = dimensions.at(-1) as Dimension;
  const outer = dimensions.filter((_, i) => i !== across && i !== dimensions.length - 1);
  const units = sizeOf(outer) * Math.ceil(rows.size / ROWS);
  const { tasks, perTask } = share(units, Math.min(rows.size, ROWS) * columns.size);
  withTable(backend, outer, elementBytes, table =>
    transpose(backend.native, tasks, {
      from,
      to,
      outer: table,
      outerCount: outer.length,
      rows: rows.size,
      rowTo: rows.to * elementBytes,
      columns: columns.size,
      columnFrom: columns.from * elementBytes,
      units,
      unitsPerTask: perTask,
    }),
  );
}

/** Writes down the dimensions as assembly/kernels/move.ts reads them. */
function withTable(
  backend: SimdBackend,
  outer: Dimension[],
  elementBytes: number,
  use: (table: number) => void,
): void {
  if (outer.length === 0) {
    use(0);
    return;
  }
  backend.withScratch(outer.length * 12, table => {
    const words = outer
      .toReversed()
      .flatMap(({ size, from, to }) => [size, from * elementBytes, to * elementBytes]);
    backend.heap.write(table, Int32Array.from(words));
    use(table);
  });
}

function sizeOf(dimensions: Dimension[]): number {
  return dimensions.reduce((product, { size }) => product * size, 1);
}
