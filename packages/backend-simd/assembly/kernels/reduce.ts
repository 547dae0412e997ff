import { toInt32 } from '../math';

export const enum ReduceOp { SUM, MAX, MIN, SUM_INT, MAX_INT, MIN_INT, PROD, PROD_INT }

/**
 * Reductions of [outer, length, inner] over the middle, in two steps that follow from the shape alone, so that results
 * do not depend on threads: fixed slices of the middle, then the slices in order.
 *
 * Sums are blocked: registers add up at most BLOCK numbers in float32, and everything above is added in float64. That
 * errs by a few units of the last place for any length, and costs one conversion in BLOCK additions.
 */
const BLOCK: i32 = 32;

/**
 * Step one where the numbers of a slice are contiguous (inner = 1). One task is `perTask` of the outer · slices slices.
 */
@unmanaged
export class ReduceRowsArgs {
  x: usize; // [outer, length]
  partial: usize; // out: [outer, slices] float64
  length: i32;
  slices: i32;
  perSlice: i32; // numbers in a slice, except the last
  count: i32; // outer · slices
  perTask: i32;
  op: i32; // ReduceOp
}

export function reduceRows(args: ReduceRowsArgs, task: i32): void {
  const first = task * args.perTask, end = min(first + args.perTask, args.count), op = args.op, length = args.length, slices = args.slices;
  let partial = args.partial + (<usize>first << 3);
  for (let i = first; i < end; i++, partial += 8) {
    const row = i / slices, begin = (i - row * slices) * args.perSlice;
    const x = args.x + ((<usize>row * <usize>length + <usize>begin) << 2);
    store<f64>(partial, reduceRow(op, x, min(args.perSlice, length - begin)));
  }
}

function reduceRow(op: i32, x: usize, n: i32): f64 {
  switch (op) {
    case ReduceOp.SUM: return row(ReduceOp.SUM, x, n);
    case ReduceOp.MAX: return row(ReduceOp.MAX, x, n);
    case ReduceOp.MIN: return row(ReduceOp.MIN, x, n);
    case ReduceOp.SUM_INT: return row(ReduceOp.SUM_INT, x, n);
    case ReduceOp.MAX_INT: return row(ReduceOp.MAX_INT, x, n);
    case ReduceOp.MIN_INT: return row(ReduceOp.MIN_INT, x, n);
    default: return product(op, x, n);
  }
}

// @ts-ignore: decorator
@inline
function row(OP: i32, x: usize, n: i32): f64 {
  let result = first(OP);
  while (n >= 16) {
    let blocks = min(n >> 4, BLOCK);
    n -= blocks << 4;
    let a0 = v128.load(x), a1 = v128.load(x, 16), a2 = v128.load(x, 32), a3 = v128.load(x, 48);
    for (blocks--, x += 64; blocks > 0; blocks--, x += 64) {
      a0 = join(OP, a0, v128.load(x));
      a1 = join(OP, a1, v128.load(x, 16));
      a2 = join(OP, a2, v128.load(x, 32));
      a3 = join(OP, a3, v128.load(x, 48));
    }
    result = joinDouble(OP, result, lanes(OP, join(OP, join(OP, a0, a1), join(OP, a2, a3))));
  }
  if (n >= 4) {
    let a = v128.load(x);
    for (n -= 4, x += 16; n >= 4; n -= 4, x += 16) a = join(OP, a, v128.load(x));
    result = joinDouble(OP, result, lanes(OP, a));
  }
  for (; n > 0; n--, x += 4) result = joinDouble(OP, result, at(OP, x));
  return result;
}

/** All four lanes. */
// @ts-ignore: decorator
@inline
function lanes(OP: i32, a: v128): f64 {
  const pair = joinDoubles(OP, lowDoubles(OP, a), highDoubles(OP, a));
  return joinDouble(OP, f64x2.extract_lane(pair, 0), f64x2.extract_lane(pair, 1));
}

/** Products overflow early: in float64 all the way. */
function product(op: i32, x: usize, n: i32): f64 {
  let result: f64 = 1;
  for (; n > 0; n--, x += 4) result *= op == ReduceOp.PROD ? <f64>load<f32>(x) : <f64>load<i32>(x);
  return result;
}

/**
 * Step one where inner > 1: rows of `width` numbers are reduced lane by lane. `width` is a multiple of 4: where inner is
 * not, several rows count as one, and `finishReduction` adds their parts. One task is `perTask` pieces, where a piece is
 * one outer index, one slice of the rows and one block of columns.
 */
@unmanaged
export class ReduceColumnsArgs {
  x: usize; // [outer, outerFloats]
  partial: usize; // out: [outer, slices, width] float64
  outerFloats: i32; // length · inner
  rows: i32; // whole rows of `width` numbers
  width: i32;
  slices: i32;
  rowsPerSlice: i32;
  blocks: i32; // blocks of columns
  columnsPerBlock: i32; // a multiple of 16
  count: i32; // outer · slices · blocks
  perTask: i32;
  op: i32; // ReduceOp
}

export function reduceColumns(args: ReduceColumnsArgs, task: i32): void {
  const first = task * args.perTask, end = min(first + args.perTask, args.count);
  for (let piece = first; piece < end; piece++) reducePiece(args, piece);
}

function reducePiece(args: ReduceColumnsArgs, piece: i32): void {
  const slice = piece / args.blocks, block = piece - slice * args.blocks, outer = slice / args.slices;
  const firstRow = (slice - outer * args.slices) * args.rowsPerSlice, column = block * args.columnsPerBlock;
  const width = args.width, columns = min(args.columnsPerBlock, width - column), rows = min(args.rowsPerSlice, args.rows - firstRow);
  const start = <usize>outer * <usize>args.outerFloats + <usize>firstRow * <usize>width + <usize>column;
  const x = args.x + (start << 2), partial = args.partial + ((<usize>slice * <usize>width + <usize>column) << 3);
  switch (args.op) {
    case ReduceOp.SUM: reduceBlock(ReduceOp.SUM, x, width, rows, columns, partial); return;
    case ReduceOp.MAX: reduceBlock(ReduceOp.MAX, x, width, rows, columns, partial); return;
    case ReduceOp.MIN: reduceBlock(ReduceOp.MIN, x, width, rows, columns, partial); return;
    case ReduceOp.SUM_INT: reduceBlock(ReduceOp.SUM_INT, x, width, rows, columns, partial); return;
    case ReduceOp.MAX_INT: reduceBlock(ReduceOp.MAX_INT, x, width, rows, columns, partial); return;
    case ReduceOp.MIN_INT: reduceBlock(ReduceOp.MIN_INT, x, width, rows, columns, partial); return;
    default: multiplyBlock(args.op, x, width, rows, columns, partial);
  }
}

// @ts-ignore: decorator
@inline
function reduceBlock(OP: i32, x: usize, width: i32, rows: i32, columns: i32, partial: usize): void {
  const stride = <usize>width << 2, none = first(OP);
  for (let c = 0; c < columns; c++) store<f64>(partial + (<usize>c << 3), none);
  for (; rows > 0; rows -= BLOCK, x += stride * BLOCK) {
    const n = min(rows, BLOCK);
    let c = 0, from = x, to = partial;
    for (; c + 16 <= columns; c += 16, from += 64, to += 128) {
      let a0 = v128.load(from), a1 = v128.load(from, 16), a2 = v128.load(from, 32), a3 = v128.load(from, 48);
      let p = from + stride;
      for (let i = n - 1; i > 0; i--, p += stride) {
        a0 = join(OP, a0, v128.load(p));
        a1 = join(OP, a1, v128.load(p, 16));
        a2 = join(OP, a2, v128.load(p, 32));
        a3 = join(OP, a3, v128.load(p, 48));
      }
      joinInto(OP, to, a0);
      joinInto(OP, to + 32, a1);
      joinInto(OP, to + 64, a2);
      joinInto(OP, to + 96, a3);
    }
    for (; c < columns; c += 4, from += 16, to += 32) {
      let a = v128.load(from), p = from + stride;
      for (let i = n - 1; i > 0; i--, p += stride) a = join(OP, a, v128.load(p));
      joinInto(OP, to, a);
    }
  }
}

function multiplyBlock(op: i32, x: usize, width: i32, rows: i32, columns: i32, partial: usize): void {
  const stride = <usize>width << 2;
  for (let c = 0; c < columns; c++, x += 4, partial += 8) {
    let result: f64 = 1;
    for (let i = 0, p = x; i < rows; i++, p += stride) result *= op == ReduceOp.PROD ? <f64>load<f32>(p) : <f64>load<i32>(p);
    store<f64>(partial, result);
  }
}

/** Step two: the slices, the rows that were counted as one, and those left over. One task is a range of results. */
@unmanaged
export class FinishReductionArgs {
  x: usize; // as in step one
  partial: usize; // [outer, slices, width] float64
  y: usize; // out: [outer, inner]
  count: i32; // outer · inner
  perTask: i32;
  inner: i32;
  slices: i32;
  width: i32;
  outerFloats: i32;
  wholeFloats: i32; // of outerFloats, those that step one has seen
  op: i32; // ReduceOp
  scale: f32; // factor of SUM, for the mean
}

export function finishReduction(args: FinishReductionArgs, task: i32): void {
  const start = task * args.perTask, end = min(start + args.perTask, args.count), op = args.op, inner = args.inner;
  const perOuter = <usize>args.slices * <usize>args.width << 3, bytes = <usize>args.wholeFloats << 2, left = <usize>args.outerFloats << 2;
  for (let i = start; i < end; i++) {
    const outer = i / inner, column = i - outer * inner;
    const partial = args.partial + <usize>outer * perOuter, x = args.x + <usize>outer * left;
    let result = load<f64>(partial + (<usize>column << 3));
    for (let p = partial + (<usize>(column + inner) << 3); p < partial + perOuter; p += <usize>inner << 3) {
      result = joinDynamic(op, result, load<f64>(p));
    }
    for (let p = x + bytes + (<usize>column << 2); p < x + left; p += <usize>inner << 2) {
      result = joinDynamic(op, result, op >= ReduceOp.SUM_INT && op != ReduceOp.PROD ? <f64>load<i32>(p) : <f64>load<f32>(p));
    }
    const y = args.y + (<usize>i << 2);
    if (op == ReduceOp.SUM) store<f32>(y, <f32>(result * <f64>args.scale));
    else if (op < ReduceOp.SUM_INT || op == ReduceOp.PROD) store<f32>(y, <f32>result);
    else store<i32>(y, toInt32(result));
  }
}

// @ts-ignore: decorator
@inline
function join(OP: i32, a: v128, b: v128): v128 {
  if (OP == ReduceOp.SUM) return f32x4.add(a, b);
  if (OP == ReduceOp.MAX) return f32x4.max(a, b);
  if (OP == ReduceOp.MIN) return f32x4.min(a, b);
  if (OP == ReduceOp.SUM_INT) return i32x4.add(a, b);
  if (OP == ReduceOp.MAX_INT) return i32x4.max_s(a, b);
  return i32x4.min_s(a, b);
}

// @ts-ignore: decorator
@inline
function joinDouble(OP: i32, a: f64, b: f64): f64 {
  if (OP == ReduceOp.SUM || OP == ReduceOp.SUM_INT) return a + b;
  if (OP == ReduceOp.MAX || OP == ReduceOp.MAX_INT) return max(a, b);
  return min(a, b);
}

// @ts-ignore: decorator
@inline
function joinDoubles(OP: i32, a: v128, b: v128): v128 {
  if (OP == ReduceOp.SUM || OP == ReduceOp.SUM_INT) return f64x2.add(a, b);
  if (OP == ReduceOp.MAX || OP == ReduceOp.MAX_INT) return f64x2.max(a, b);
  return f64x2.min(a, b);
}

function joinDynamic(op: i32, a: f64, b: f64): f64 {
  if (op == ReduceOp.SUM || op == ReduceOp.SUM_INT) return a + b;
  if (op == ReduceOp.MAX || op == ReduceOp.MAX_INT) return max(a, b);
  if (op == ReduceOp.MIN || op == ReduceOp.MIN_INT) return min(a, b);
  return a * b;
}

// @ts-ignore: decorator
@inline
function joinInto(OP: i32, to: usize, a: v128): void {
  v128.store(to, joinDoubles(OP, v128.load(to), lowDoubles(OP, a)));
  v128.store(to, joinDoubles(OP, v128.load(to, 16), highDoubles(OP, a)), 16);
}

// @ts-ignore: decorator
@inline
function lowDoubles(OP: i32, a: v128): v128 {
  return OP >= ReduceOp.SUM_INT ? f64x2.convert_low_i32x4_s(a) : f64x2.promote_low_f32x4(a);
}

// @ts-ignore: decorator
@inline
function highDoubles(OP: i32, a: v128): v128 { return lowDoubles(OP, v128.shuffle<i64>(a, a, 1, 1)); }

// @ts-ignore: decorator
@inline
function first(OP: i32): f64 {
  if (OP == ReduceOp.SUM || OP == ReduceOp.SUM_INT) return 0;
  return OP == ReduceOp.MAX || OP == ReduceOp.MAX_INT ? -Infinity : Infinity;
}

// @ts-ignore: decorator
@inline
function at(OP: i32, x: usize): f64 { return OP >= ReduceOp.SUM_INT ? <f64>load<i32>(x) : <f64>load<f32>(x); }

/**
 * The index of the largest (or smallest) number along the middle of [outer, length, inner], the first of equals. As in
 * TensorFlow.js a NaN is never larger, and stays when it is the first. One task is a range of results.
 */
@unmanaged
export class FindExtremeArgs {
  x: usize;
  y: usize; // out: [outer, inner] int32
  count: i32; // outer · inner
  perTask: i32;
  length: i32;
  inner: i32;
  smallest: i32; // 1 for the smallest
  integers: i32; // 1 for int32
}

export function findExtreme(args: FindExtremeArgs, task: i32): void {
  const start = task * args.perTask, end = min(start + args.perTask, args.count), inner = args.inner, length = args.length;
  const stride = <usize>inner << 2, sign: f64 = args.smallest ? -1 : 1;
  for (let i = start; i < end; i++) {
    const outer = i / inner, column = i - outer * inner;
    let x = args.x + ((<usize>outer * <usize>length * <usize>inner + <usize>column) << 2);
    let best: f64 = 0, index = 0;
    for (let j = 0; j < length; j++, x += stride) {
      const value = sign * (args.integers ? <f64>load<i32>(x) : <f64>load<f32>(x));
      if (j == 0 || value > best) {
        best = value;
        index = j;
      }
    }
    store<i32>(args.y + (<usize>i << 2), index);
  }
}
