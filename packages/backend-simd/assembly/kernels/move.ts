import { transpose4 } from './pack';
import { copy } from '../vector';

/**
 * Moves a box of elements between two layouts: all that transpose, slice, concat, split, pad, tile and reverse do.
 * A box is a number of dimensions, each with a size and the bytes from one index to the next on either side, which
 * may be negative (reverse) or, on the side that is read, zero (repeat). src/kernels/movement.ts makes boxes and
 * joins the dimensions that are one in memory.
 */

/**
 * The elements of the innermost dimension are moved in rows; the dimension around it is walked by adding its
 * strides, and those further out, in the table, by dividing. A task is a number of rows.
 */
@unmanaged
export class MoveRowsArgs {
  from: usize;
  to: usize;
  outer: usize; // table of the dimensions further out, innermost first: size, bytes of `from`, bytes of `to`
  outerCount: i32;
  middle: i32; // size of the dimension around the rows
  middleFrom: i32; // bytes
  middleTo: i32; // bytes
  elements: i32; // in a row
  elementFrom: i32; // bytes from one element to the next
  elementTo: i32; // bytes
  elementBytes: i32; // 1 or 4
  rows: i32;
  rowsPerTask: i32;
}

export function moveRows(args: MoveRowsArgs, task: i32): void {
  const first = task * args.rowsPerTask, last = min(args.rows, first + args.rowsPerTask), middle = args.middle;
  const fromStep = <usize>args.middleFrom, toStep = <usize>args.middleTo;
  for (let row = first; row < last; ) {
    const outer = row / middle, start = row - outer * middle, count = min(middle - start, last - row);
    const from = args.from + outerOffset(args.outer, args.outerCount, outer, 4) + <usize>start * fromStep;
    const to = args.to + outerOffset(args.outer, args.outerCount, outer, 8) + <usize>start * toStep;
    if (args.elementFrom == args.elementBytes && args.elementTo == args.elementBytes) {
      copyRows(from, to, fromStep, toStep, count, <usize>(args.elements * args.elementBytes));
    } else if (args.elementBytes == 4) {
      moveWords(args, from, to, count);
    } else {
      moveBytes(args, from, to, count);
    }
    row += count;
  }
}

/** Where the index lies, in bytes, by the strides at `side` of each entry of the table. */
// @ts-ignore: decorator
@inline
function outerOffset(table: usize, count: i32, index: i32, side: usize): usize {
  let offset: usize = 0;
  for (let i = 0; i < count; i++, table += 12) {
    const size = load<i32>(table), next = index / size;
    offset += <usize>(index - next * size) * <usize>load<i32>(table + side);
    index = next;
  }
  return offset;
}

function copyRows(from: usize, to: usize, fromStep: usize, toStep: usize, rows: i32, bytes: usize): void {
  if (bytes & 3) {
    for (let i = 0; i < rows; i++, from += fromStep, to += toStep) copyBytes(to, from, bytes);
  } else {
    for (let i = 0; i < rows; i++, from += fromStep, to += toStep) copy(to, from, bytes);
  }
}

function copyBytes(to: usize, from: usize, bytes: usize): void {
  const whole = bytes & ~3;
  copy(to, from, whole);
  for (let i = whole; i < bytes; i++) store<u8>(to + i, load<u8>(from + i));
}

function moveWords(args: MoveRowsArgs, from: usize, to: usize, rows: i32): void {
  const elements = args.elements, fromStep = <usize>args.elementFrom, toStep = <usize>args.elementTo;
  for (let i = 0; i < rows; i++, from += <usize>args.middleFrom, to += <usize>args.middleTo) {
    let a = from, b = to, e = 0;
    if (args.elementTo == 4 && args.elementFrom == 0) {
      const value = v128.load32_splat(from);
      for (; e + 4 <= elements; e += 4, b += 16) v128.store(b, value);
    } else if (args.elementTo == 4 && args.elementFrom == -4) {
      for (; e + 4 <= elements; e += 4, a -= 16, b += 16) {
        const value = v128.load(a - 12);
        v128.store(b, v128.shuffle<i32>(value, value, 3, 2, 1, 0));
      }
    }
    for (; e < elements; e++, a += fromStep, b += toStep) store<u32>(b, load<u32>(a));
  }
}

function moveBytes(args: MoveRowsArgs, from: usize, to: usize, rows: i32): void {
  const elements = args.elements, fromStep = <usize>args.elementFrom, toStep = <usize>args.elementTo;
  for (let i = 0; i < rows; i++, from += <usize>args.middleFrom, to += <usize>args.middleTo) {
    let a = from, b = to;
    for (let e = 0; e < elements; e++, a += fromStep, b += toStep) store<u8>(b, load<u8>(a));
  }
}

/** Rows of a transposition that go together, four lines of cache: what is read of a column can be fetched ahead. */
const ROWS: i32 = 64;
/** Columns that go together: a line of cache is written as a whole. */
const COLUMNS: i32 = 16;

/**
 * Moves a box whose elements stand side by side along one dimension where they are read and along another where
 * they are written, four by four through registers. A unit is 64 rows of one of the matrices; a task is some units.
 */
@unmanaged
export class TransposeArgs {
  from: usize; // matrices of [columns, rows]: a column's elements stand side by side
  to: usize; // out: matrices of [rows, columns]: a row's elements stand side by side
  outer: usize; // table of the matrices' dimensions, innermost first: size, bytes of `from`, bytes of `to`
  outerCount: i32;
  rows: i32;
  rowTo: i32; // bytes from one row to the next where they are written
  columns: i32;
  columnFrom: i32; // bytes from one column to the next where they are read
  units: i32;
  unitsPerTask: i32;
}

export function transpose(args: TransposeArgs, task: i32): void {
  const blocks = (args.rows + ROWS - 1) / ROWS;
  const first = task * args.unitsPerTask, last = min(args.units, first + args.unitsPerTask);
  for (let unit = first; unit < last; unit++) {
    const matrix = unit / blocks, row = (unit - matrix * blocks) * ROWS;
    const from = args.from + outerOffset(args.outer, args.outerCount, matrix, 4) + (<usize>row << 2);
    const to = args.to + outerOffset(args.outer, args.outerCount, matrix, 8) + <usize>row * <usize>args.rowTo;
    transposeRows(from, to, min(ROWS, args.rows - row), args.columns, <usize>args.columnFrom, <usize>args.rowTo);
  }
}

function transposeRows(from: usize, to: usize, rows: i32, columns: i32, columnFrom: usize, rowTo: usize): void {
  for (let column = 0; column < columns; column += COLUMNS) {
    const width = min(COLUMNS, columns - column);
    const a = from + <usize>column * columnFrom, b = to + (<usize>column << 2);
    let row = 0;
    for (; row + 4 <= rows; row += 4) {
      const down = <usize>row << 2, across = <usize>row * rowTo;
      let x = 0;
      for (; x + 4 <= width; x += 4) {
        transpose4(a + down + <usize>x * columnFrom, <i32>columnFrom, b + across + (<usize>x << 2), rowTo);
      }
      for (; x < width; x++) scatter(v128.load(a + down + <usize>x * columnFrom), b + across + (<usize>x << 2), rowTo);
    }
    for (; row < rows; row++) {
      gather(a + (<usize>row << 2), columnFrom, b + <usize>row * rowTo, width);
    }
  }
}

/** Writes the four lanes one below the other. */
// @ts-ignore: decorator
@inline
function scatter(value: v128, to: usize, step: usize): void {
  v128.store32_lane(to, value, 0);
  v128.store32_lane(to + step, value, 1);
  v128.store32_lane(to + 2 * step, value, 2);
  v128.store32_lane(to + 3 * step, value, 3);
}

/** Writes what stands `step` apart side by side. */
// @ts-ignore: decorator
@inline
function gather(from: usize, step: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i++, from += step, to += 4) store<u32>(to, load<u32>(from));
}

/** Picks slices by their numbers, which were checked before. A task is a number of slices of the output. */
@unmanaged
export class GatherSlicesArgs {
  from: usize; // [groups, sliceCount, sliceBytes]
  indices: usize; // [groups / groupsPerBatch, indexCount], of 32 bits
  to: usize; // out: [groups, indexCount, sliceBytes]
  groupsPerBatch: i32; // groups that the same indices apply to
  sliceCount: i32;
  indexCount: i32;
  sliceBytes: i32;
  slices: i32; // groups · indexCount
  slicesPerTask: i32;
}

export function gatherSlices(args: GatherSlicesArgs, task: i32): void {
  const first = task * args.slicesPerTask, last = min(args.slices, first + args.slicesPerTask);
  const bytes = <usize>args.sliceBytes;
  let to = args.to + <usize>first * bytes;
  for (let slice = first; slice < last; slice++, to += bytes) {
    const group = slice / args.indexCount, place = slice - group * args.indexCount;
    const index = load<i32>(args.indices + (<usize>(group / args.groupsPerBatch * args.indexCount + place) << 2));
    const from = args.from + (<usize>group * <usize>args.sliceCount + <usize>index) * bytes;
    if (bytes & 3) copyBytes(to, from, bytes);
    else copy(to, from, bytes);
  }
}
