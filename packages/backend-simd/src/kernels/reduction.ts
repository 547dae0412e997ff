import { type DataType, type TensorInfo, util } from '@tensorflow/tfjs-core';
import type { SimdBackend } from '../backend.js';
import { finishReduction, type ReduceOp, reduceColumns, reduceRows } from '../generated/kernels.js';
import { product } from './broadcast.js';
import { elementsPerTask } from './tasks.js';

/** A tensor seen as [outer, length, inner], of which the middle is reduced. */
interface Middle {
  outer: number;
  length: number;
  inner: number;
}

/** Numbers in a slice, and slices at most: they follow from the shape, so that results do not depend on threads. */
const SLICE = 32_768;
const MOST_SLICES = 64;
/** Work that makes slices unnecessary: so many pieces keep all threads busy as they are. */
const ENOUGH_PIECES = 32;
/** Columns that a task reduces at once, so that their float64 sums stay in the first-level cache. */
const COLUMNS = 512;
const COST = 16;

/** Axes as numbers from 0, in ascending order. */
export function parseAxes(axis: number | number[], shape: number[]): number[] {
  return [...util.parseAxisParam(axis, shape)].sort((a, b) => a - b);
}

/** The shape that is left when the axes are gone, or are of size 1 with `keepDims`. */
export function reducedShape(shape: number[], axes: number[], keepDims: boolean): number[] {
  if (keepDims) return shape.map((size, d) => (axes.includes(d) ? 1 : size));
  return shape.filter((_, d) => !axes.includes(d));
}

/** How many numbers each result comes from. */
export function reducedCount(shape: number[], axes: number[]): number {
  return axes.reduce((count, axis) => count * shape[axis], 1);
}

/**
 * Reduces x, of float32 or int32, over any axes. Axes side by side go in one pass; groups of axes that lie apart go one
 * after the other, the innermost first.
 */
export function reduce(
  backend: SimdBackend,
  x: TensorInfo,
  axes: number[],
  keepDims: boolean,
  op: ReduceOp,
  scale = 1,
): TensorInfo {
  const y = backend.output(reducedShape(x.shape, axes, keepDims), x.dtype as DataType);
  reduceGroups(backend, backend.address(x), backend.address(y), groupsOf(x.shape, axes), op, scale);
  return y;
}

interface Group {
  size: number;
  reduced: boolean;
}

/** Neighbouring dimensions that are all reduced, or all kept, as one. */
function groupsOf(shape: number[], axes: number[]): Group[] {
  const groups: Group[] = [];
  shape.forEach((size, d) => {
    if (size === 1) return;
    const reduced = axes.includes(d);
    const last = groups[groups.length - 1];
    if (last !== undefined && last.reduced === reduced) last.size *= size;
    else groups.push({ size, reduced });
  });
  return groups;
}

function reduceGroups(
  backend: SimdBackend,
  x: number,
  y: number,
  groups: Group[],
  op: ReduceOp,
  scale: number,
): void {
  const last = groups.findLastIndex(group => group.reduced);
  const sizes = groups.map(group => group.size);
  const before = sizes.slice(0, Math.max(0, last));
  const after = sizes.slice(last + 1);
  const middle = { outer: product(before), length: last < 0 ? 1 : sizes[last], inner: product(after) };
  if (groups.findIndex(group => group.reduced) === last) {
    reduceMiddle(backend, x, y, middle, op, scale);
    return;
  }
  backend.withScratch(middle.outer * middle.inner * 4, between => {
    reduceMiddle(backend, x, between, middle, op, 1);
    const rest = groups.filter((_, i) => i !== last);
    reduceGroups(backend, between, y, rest, op, scale);
  });
}

function reduceMiddle(
  backend: SimdBackend,
  x: number,
  y: number,
  middle: Middle,
  op: ReduceOp,
  scale: number,
): void {
  if (middle.outer * middle.inner === 0) return;
  if (middle.inner === 1) rows(backend, x, y, middle, op, scale);
  else columns(backend, x, y, middle, op, scale);
}

function rows(
  backend: SimdBackend,
  x: number,
  y: number,
  { outer, length }: Middle,
  op: ReduceOp,
  scale: number,
): void {
  const wanted = slicesFor(outer, length);
  const perSlice = Math.max(16, Math.ceil(length / wanted / 16) * 16);
  const slices = Math.max(1, Math.ceil(length / perSlice));
  const count = outer * slices;
  const perTask = Math.ceil(elementsPerTask(COST) / (Math.min(perSlice, length) + 8));
  backend.withScratch(count * 8, partial => {
    const tasks = Math.ceil(count / perTask);
    reduceRows(backend.native, tasks, { x, partial, length, slices, perSlice, count, perTask, op });
    finish(
      backend,
      x,
      partial,
      y,
      { outer, length, inner: 1 },
      { slices, width: 1, whole: length },
      op,
      scale,
    );
  });
}

function columns(
  backend: SimdBackend,
  x: number,
  y: number,
  { outer, length, inner }: Middle,
  op: ReduceOp,
  scale: number,
): void {
  const together = rowsTogether(inner);
  const width = inner * together;
  const rows = Math.floor(length / together);
  const blocks = Math.ceil(width / COLUMNS);
  const wanted = slicesFor(outer * blocks, rows * width);
  const rowsPerSlice = Math.max(1, Math.ceil(rows / wanted));
  const slices = Math.max(1, Math.ceil(rows / rowsPerSlice));
  const count = outer * slices * blocks;
  const perTask = Math.ceil(elementsPerTask(COST) / (rowsPerSlice * Math.min(COLUMNS, width)));
  backend.withScratch(outer * slices * width * 8, partial => {
    reduceColumns(backend.native, Math.ceil(count / perTask), {
      x,
      partial,
      outerFloats: length * inner,
      rows,
      width,
      slices,
      rowsPerSlice,
      blocks,
      columnsPerBlock: COLUMNS,
      count,
      perTask,
      op,
    });
    const done = { slices, width, whole: rows * width };
    finish(backend, x, partial, y, { outer, length, inner }, done, op, scale);
  });
}

function finish(
  backend: SimdBackend,
  x: number,
  partial: number,
  y: number,
  { outer, length, inner }: Middle,
  { slices, width, whole }: { slices: number; width: number; whole: number },
  op: ReduceOp,
  scale: number,
): void {
  const count = outer * inner;
  const perTask = elementsPerTask((64 * slices * width) / inner);
  finishReduction(backend.native, Math.ceil(count / perTask), {
    x,
    partial,
    y,
    count,
    perTask,
    inner,
    slices,
    width,
    outerFloats: length * inner,
    wholeFloats: whole,
    op,
    scale,
  });
}

function slicesFor(pieces: number, length: number): number {
  if (pieces >= ENOUGH_PIECES) return 1;
  return Math.min(MOST_SLICES, Math.max(1, Math.ceil(length / SLICE)));
}

/**
 * Rows of `inner` numbers that count as one, so that it is whole vectors, and whole fours of vectors where rows are
 * short: one vector alone waits for each addition (200,000 numbers in 6 columns: 33 µs in place of 41).
 */
function rowsTogether(inner: number): number {
  const multiple = inner < 64 ? 16 : 4;
  return multiple / greatestCommonDivisor(inner, multiple);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
