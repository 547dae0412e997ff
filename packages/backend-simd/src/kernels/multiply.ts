import { env } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { PACKED_BYTES, SMALLEST_TASK } from '../flags.js';
import { multiplyBlocks, multiplyPanels, multiplyTransposed, packPanels } from '../generated/kernels.js';

/** A matrix in memory: element [i][j] stands at address + i · rowStride + j · columnStride (bytes). */
export interface Matrix {
  address: number;
  rows: number;
  columns: number;
  transposed: boolean;
}

/** What is done to each product while it is still in registers or in cache. Numbers as in assembly/activation.ts. */
export interface Epilogue {
  /** Address of one number a column, or 0. */
  bias: number;
  activation: Activation;
}

export const activations = { linear: 0, relu: 1, tanh: 2, relu6: 3 } as const;
type Activation = (typeof activations)[keyof typeof activations];
export const noEpilogue: Epilogue = { bias: 0, activation: activations.linear };

/** Rows of b in a piece: 256 · 8 floats of a panel stay in the first-level cache. */
const DEPTH_PER_PIECE = 256;
/** A whole number of tiles of both heights, 4 and 6. */
const ROWS_STEP = 12;
const TASKS_WANTED = 16;

/** c = activation(a · b + bias), where a and b are stored as they are or transposed. */
export function multiply(backend: SimdBackend, a: Matrix, b: Matrix, c: number, epilogue: Epilogue): void {
  if (a.transposed) {
    multiplyTransposedLeft(backend, a, b, c);
    return;
  }
  const bytes = panelFloats(a.columns, b.columns) * 4;
  if (bytes <= env().getNumber(PACKED_BYTES) || epilogue.activation !== activations.linear)
    packed(backend, a, b, c, epilogue);
  else inBlocks(backend, a, b, c, epilogue);
}

/** Floats of a matrix in panels. */
export function panelFloats(rows: number, columns: number): number {
  return rows * roundUp(columns, 4);
}

/** Panels of a matrix with that many columns. */
export function panelsOf(columns: number): number {
  return Math.ceil(columns / 8);
}

/** Lays b out in panels at `panels`. */
export function pack(backend: SimdBackend, b: Matrix, panels: number): void {
  packPanels(backend.native, panelsOf(b.columns), {
    source: b.address,
    panels,
    taps: 1,
    tapStride: 0,
    inner: b.rows,
    innerStride: b.transposed ? 4 : b.columns * 4,
    columns: b.columns,
    columnStride: b.transposed ? b.rows * 4 : 4,
  });
}

/** Rows a task computes so that there are tasks enough for all threads, but none is tiny. */
function rowsPerTask(rows: number, flopsPerRow: number): number {
  const fewest = Math.ceil(env().getNumber(SMALLEST_TASK) / Math.max(1, flopsPerRow));
  return roundUp(Math.max(Math.ceil(rows / TASKS_WANTED), Math.min(fewest, rows)), ROWS_STEP);
}

function packed(backend: SimdBackend, a: Matrix, b: Matrix, c: number, { bias, activation }: Epilogue): void {
  const { rows, columns: depth } = a;
  const { columns } = b;
  const perTask = rowsPerTask(rows, 2 * depth * columns);
  backend.withScratch(panelFloats(depth, columns) * 4, panels => {
    pack(backend, b, panels);
    const tasks = Math.ceil(rows / perTask);
    const matrices = { a: a.address, panels, bias, c };
    multiplyPanels(backend.native, tasks, {
      ...matrices,
      rows,
      depth,
      columns,
      rowsPerTask: perTask,
      activation,
    });
  });
}

function inBlocks(backend: SimdBackend, a: Matrix, b: Matrix, c: number, { bias }: Epilogue): void {
  const { rows, columns: depth } = a;
  const { columns } = b;
  const depthPerPiece = Math.min(depth, DEPTH_PER_PIECE);
  const scratchBytes = depthPerPiece * 8 * 4 + 64;
  const columnsPerTask = roundUp(Math.ceil(columns / TASKS_WANTED / 4), 8);
  backend.withScratch(scratchBytes * backend.native.threads, scratch =>
    multiplyBlocks(backend.native, Math.ceil(columns / columnsPerTask), {
      a: a.address,
      b: b.address,
      bias,
      c,
      scratch,
      scratchBytes,
      rows,
      depth,
      columns,
      depthStride: b.transposed ? 4 : columns * 4,
      columnStride: b.transposed ? depth * 4 : 4,
      columnsPerTask,
      depthPerPiece,
    }),
  );
}

function multiplyTransposedLeft(backend: SimdBackend, a: Matrix, b: Matrix, c: number): void {
  const { rows, columns: depth } = a;
  const { columns } = b;
  const depthPerPiece = Math.min(depth, DEPTH_PER_PIECE);
  const perTask = Math.min(rowsPerTask(rows, 2 * depth * columns), 96);
  const scratchBytes = (perTask + 8) * depthPerPiece * 4 + 64;
  const panelBytes = roundUp(panelFloats(depth, columns) * 4, 64);
  backend.withScratch(panelBytes + scratchBytes * backend.native.threads, panels => {
    pack(backend, b, panels);
    multiplyTransposed(backend.native, Math.ceil(rows / perTask), {
      a: a.address,
      panels,
      c,
      scratch: panels + panelBytes,
      scratchBytes,
      rows,
      depth,
      columns,
      rowsPerTask: perTask,
      depthPerPiece,
    });
  });
}

export function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
