import { one, toInt32 } from '../math';
import { masksToBytes, storeBytes, storeLanes } from '../vector';

/** What `binary` computes; names in INT are for int32, in BOOL for bool, and from EQUAL on the result is bool. */
export const enum BinaryOp {
  ADD, SUB, MULTIPLY, DIVIDE, MAXIMUM, MINIMUM, SQUARED_DIFFERENCE, PRELU, ELU_GRADIENT,
  POW, MOD, ATAN2, FLOOR_DIV,
  ADD_INT, SUB_INT, MULTIPLY_INT, MAXIMUM_INT, MINIMUM_INT, SQUARED_DIFFERENCE_INT,
  MOD_INT, FLOOR_DIV_INT,
  EQUAL, NOT_EQUAL, LESS, LESS_EQUAL,
  EQUAL_INT, NOT_EQUAL_INT, LESS_INT, LESS_EQUAL_INT,
  EQUAL_BOOL, NOT_EQUAL_BOOL, LESS_BOOL, LESS_EQUAL_BOOL, AND_BOOL, OR_BOOL,
}

/**
 * y = f(a, b) with broadcasting. The result is rows of `columns` elements; within a row each operand either moves on or
 * stays at one element, and between rows it moves by the strides of up to five outer dimensions, 0 where it is repeated.
 * One task is a range of elements of the result, which may begin and end inside rows.
 */
@unmanaged
export class BinaryArgs {
  a: usize;
  b: usize;
  y: usize; // out
  count: i32; // elements of y
  countPerTask: i32; // a multiple of 64: tasks write cache lines of their own
  op: i32; // BinaryOp
  columns: i32;
  aMoves: i32; // within a row: 1, or 0 where one element serves the whole row
  bMoves: i32;
  size0: i32; // the outer dimensions, the innermost first
  size1: i32;
  size2: i32;
  size3: i32;
  size4: i32;
  aStride0: i32; // elements
  aStride1: i32;
  aStride2: i32;
  aStride3: i32;
  aStride4: i32;
  bStride0: i32;
  bStride1: i32;
  bStride2: i32;
  bStride3: i32;
  bStride4: i32;
}

export function binary(args: BinaryArgs, task: i32): void {
  const columns = args.columns, op = args.op, aMoves = args.aMoves, bMoves = args.bMoves;
  const inShift: usize = op >= BinaryOp.EQUAL_BOOL ? 0 : 2, outShift: usize = op >= BinaryOp.EQUAL ? 0 : 2;
  let i = task * args.countPerTask;
  const end = min(i + args.countPerTask, args.count);
  let row = i / columns, column = i - row * columns;
  while (i < end) {
    const n = min(columns - column, end - i);
    const a = args.a + (<usize>(offset(args, row, offsetof<BinaryArgs>('aStride0')) + column * aMoves) << inShift);
    const b = args.b + (<usize>(offset(args, row, offsetof<BinaryArgs>('bStride0')) + column * bMoves) << inShift);
    apply(op, a, b, args.y + (<usize>i << outShift), n, <usize>(aMoves << 4), <usize>(bMoves << 4));
    i += n;
    row++;
    column = 0;
  }
}

/** Where an operand's row begins, in elements. */
function offset(args: BinaryArgs, row: i32, strides: usize): i32 {
  let size = changetype<usize>(args) + offsetof<BinaryArgs>('size0'), stride = changetype<usize>(args) + strides;
  let sum = 0;
  while (row > 0) {
    const length = load<i32>(size), rest = row / length;
    sum += (row - rest * length) * load<i32>(stride);
    row = rest;
    size += 4;
    stride += 4;
  }
  return sum;
}

/** One row. An operand moves by `p` or `q` bytes a vector: 16, or 0 where its one element is repeated. */
function apply(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  if (op <= BinaryOp.FLOOR_DIV) binaryFloats(op, a, b, y, n, p, q);
  else if (op <= BinaryOp.SQUARED_DIFFERENCE_INT) integers(op, a, b, y, n, p, q);
  else if (op <= BinaryOp.FLOOR_DIV_INT) rareIntegers(op, a, b, y, n, p >> 2, q >> 2);
  else if (op <= BinaryOp.LESS_EQUAL_INT) compare(op, a, b, y, n, p, q);
  else bools(op, a, b, y, n, p, q);
}

/** y = f(a, b) for n floats. */
export function binaryFloats(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  if (op <= BinaryOp.ELU_GRADIENT) floats(op, a, b, y, n, p, q);
  else rareFloats(op, a, b, y, n, p >> 2, q >> 2);
}

/** The operand's next vector. The branch goes the same way all along the row, which costs next to nothing. */
// @ts-ignore: decorator
@inline
function at(address: usize, step: usize, repeated: v128): v128 { return step ? v128.load(address) : repeated; }

function floats(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  switch (op) {
    case BinaryOp.ADD: addPairs(a, b, y, n, p, q); return;
    case BinaryOp.SUB: subPairs(a, b, y, n, p, q); return;
    case BinaryOp.MULTIPLY: multiplyPairs(a, b, y, n, p, q); return;
    case BinaryOp.DIVIDE: dividePairs(a, b, y, n, p, q); return;
    case BinaryOp.MAXIMUM: maximumPairs(a, b, y, n, p, q); return;
    case BinaryOp.MINIMUM: minimumPairs(a, b, y, n, p, q); return;
    case BinaryOp.SQUARED_DIFFERENCE: squaredDifferencePairs(a, b, y, n, p, q); return;
    case BinaryOp.PRELU: preluPairs(a, b, y, n, p, q); return;
    case BinaryOp.ELU_GRADIENT: eluGradientPairs(a, b, y, n, p, q); return;
  }
}

// A function each, which V8 compiles better than one with all of them.
function addPairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.ADD, a, b, y, n, p, q); }
function subPairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.SUB, a, b, y, n, p, q); }
function multiplyPairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.MULTIPLY, a, b, y, n, p, q); }
function dividePairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.DIVIDE, a, b, y, n, p, q); }
function maximumPairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.MAXIMUM, a, b, y, n, p, q); }
function minimumPairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.MINIMUM, a, b, y, n, p, q); }
function squaredDifferencePairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.SQUARED_DIFFERENCE, a, b, y, n, p, q); }
function preluPairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.PRELU, a, b, y, n, p, q); }
function eluGradientPairs(a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void { eachPair(BinaryOp.ELU_GRADIENT, a, b, y, n, p, q); }

/**
 * Four vectors a round, without a question whether they are whole: an addition of two tensors in cache takes
 * about four fifths of the time of a loop that asks for each vector.
 */
// @ts-ignore: decorator
@inline
function eachPair(OP: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  const va = v128.load32_splat(a), vb = v128.load32_splat(b);
  if (p != 0 && q != 0) {
    for (; n >= 16; n -= 16, a += 64, b += 64, y += 64) {
      v128.store(y, pairOf(OP, v128.load(a), v128.load(b)));
      v128.store(y, pairOf(OP, v128.load(a, 16), v128.load(b, 16)), 16);
      v128.store(y, pairOf(OP, v128.load(a, 32), v128.load(b, 32)), 32);
      v128.store(y, pairOf(OP, v128.load(a, 48), v128.load(b, 48)), 48);
    }
  } else if (p) {
    for (; n >= 16; n -= 16, a += 64, y += 64) {
      v128.store(y, pairOf(OP, v128.load(a), vb));
      v128.store(y, pairOf(OP, v128.load(a, 16), vb), 16);
      v128.store(y, pairOf(OP, v128.load(a, 32), vb), 32);
      v128.store(y, pairOf(OP, v128.load(a, 48), vb), 48);
    }
  } else {
    for (; n >= 16; n -= 16, b += q << 2, y += 64) {
      v128.store(y, pairOf(OP, va, at(b, q, vb)));
      v128.store(y, pairOf(OP, va, at(b + q, q, vb)), 16);
      v128.store(y, pairOf(OP, va, at(b + (q << 1), q, vb)), 32);
      v128.store(y, pairOf(OP, va, at(b + 3 * q, q, vb)), 48);
    }
  }
  for (; n > 0; n -= 4, a += p, b += q, y += 16) storeLanes(y, pairOf(OP, at(a, p, va), at(b, q, vb)), n);
}

// @ts-ignore: decorator
@inline
function pairOf(OP: i32, a: v128, b: v128): v128 {
  if (OP == BinaryOp.ADD) return f32x4.add(a, b);
  if (OP == BinaryOp.SUB) return f32x4.sub(a, b);
  if (OP == BinaryOp.MULTIPLY) return f32x4.mul(a, b);
  if (OP == BinaryOp.DIVIDE) return f32x4.div(a, b);
  if (OP == BinaryOp.MAXIMUM) return f32x4.max(a, b);
  if (OP == BinaryOp.MINIMUM) return f32x4.min(a, b);
  if (OP == BinaryOp.SQUARED_DIFFERENCE) return squaredDifference(a, b);
  if (OP == BinaryOp.PRELU) return prelu(a, b);
  return eluGradient(a, b);
}

// @ts-ignore: decorator
@inline
function squaredDifference(a: v128, b: v128): v128 {
  const d = f32x4.sub(a, b);
  return f32x4.mul(d, d);
}

// @ts-ignore: decorator
@inline
function prelu(x: v128, slope: v128): v128 { return v128.bitselect(f32x4.mul(slope, x), x, f32x4.lt(x, f32x4.splat(0))); }

/** The gradient of elu from that of its result dy and its result y. */
// @ts-ignore: decorator
@inline
function eluGradient(dy: v128, y: v128): v128 {
  return v128.bitselect(dy, f32x4.mul(dy, f32x4.add(y, one())), f32x4.ge(y, f32x4.splat(0)));
}

function integers(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  const va = v128.load32_splat(a), vb = v128.load32_splat(b);
  switch (op) {
    case BinaryOp.ADD_INT: for (; n > 0; n -= 4, a += p, b += q, y += 16) storeLanes(y, i32x4.add(at(a, p, va), at(b, q, vb)), n); return;
    case BinaryOp.SUB_INT: for (; n > 0; n -= 4, a += p, b += q, y += 16) storeLanes(y, i32x4.sub(at(a, p, va), at(b, q, vb)), n); return;
    case BinaryOp.MULTIPLY_INT: for (; n > 0; n -= 4, a += p, b += q, y += 16) storeLanes(y, i32x4.mul(at(a, p, va), at(b, q, vb)), n); return;
    case BinaryOp.MAXIMUM_INT: for (; n > 0; n -= 4, a += p, b += q, y += 16) storeLanes(y, i32x4.max_s(at(a, p, va), at(b, q, vb)), n); return;
    case BinaryOp.MINIMUM_INT: for (; n > 0; n -= 4, a += p, b += q, y += 16) storeLanes(y, i32x4.min_s(at(a, p, va), at(b, q, vb)), n); return;
    case BinaryOp.SQUARED_DIFFERENCE_INT: for (; n > 0; n -= 4, a += p, b += q, y += 16) storeLanes(y, squaredDifferenceInt(at(a, p, va), at(b, q, vb)), n); return;
  }
}

// @ts-ignore: decorator
@inline
function squaredDifferenceInt(a: v128, b: v128): v128 {
  const d = i32x4.sub(a, b);
  return i32x4.mul(d, d);
}

function bools(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  const va = v128.load8_splat(a), vb = v128.load8_splat(b);
  switch (op) {
    case BinaryOp.EQUAL_BOOL: for (; n > 0; n -= 16, a += p, b += q, y += 16) storeBytes(y, i8x16.neg(i8x16.eq(at(a, p, va), at(b, q, vb))), n); return;
    case BinaryOp.NOT_EQUAL_BOOL: for (; n > 0; n -= 16, a += p, b += q, y += 16) storeBytes(y, i8x16.neg(i8x16.ne(at(a, p, va), at(b, q, vb))), n); return;
    case BinaryOp.LESS_BOOL: for (; n > 0; n -= 16, a += p, b += q, y += 16) storeBytes(y, i8x16.neg(i8x16.lt_u(at(a, p, va), at(b, q, vb))), n); return;
    case BinaryOp.LESS_EQUAL_BOOL: for (; n > 0; n -= 16, a += p, b += q, y += 16) storeBytes(y, i8x16.neg(i8x16.le_u(at(a, p, va), at(b, q, vb))), n); return;
    case BinaryOp.AND_BOOL: for (; n > 0; n -= 16, a += p, b += q, y += 16) storeBytes(y, v128.and(at(a, p, va), at(b, q, vb)), n); return;
    case BinaryOp.OR_BOOL: for (; n > 0; n -= 16, a += p, b += q, y += 16) storeBytes(y, v128.or(at(a, p, va), at(b, q, vb)), n); return;
  }
}

function compare(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  switch (op) {
    case BinaryOp.EQUAL: compareRow(BinaryOp.EQUAL, a, b, y, n, p, q); return;
    case BinaryOp.NOT_EQUAL: compareRow(BinaryOp.NOT_EQUAL, a, b, y, n, p, q); return;
    case BinaryOp.LESS: compareRow(BinaryOp.LESS, a, b, y, n, p, q); return;
    case BinaryOp.LESS_EQUAL: compareRow(BinaryOp.LESS_EQUAL, a, b, y, n, p, q); return;
    case BinaryOp.EQUAL_INT: compareRow(BinaryOp.EQUAL_INT, a, b, y, n, p, q); return;
    case BinaryOp.NOT_EQUAL_INT: compareRow(BinaryOp.NOT_EQUAL_INT, a, b, y, n, p, q); return;
    case BinaryOp.LESS_INT: compareRow(BinaryOp.LESS_INT, a, b, y, n, p, q); return;
    case BinaryOp.LESS_EQUAL_INT: compareRow(BinaryOp.LESS_EQUAL_INT, a, b, y, n, p, q); return;
  }
}

// @ts-ignore: decorator
@inline
function compareRow(OP: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  const va = v128.load32_splat(a), vb = v128.load32_splat(b);
  for (; n > 0; n -= 16, y += 16) {
    const m0 = mask(OP, at(a, p, va), at(b, q, vb)), m1 = mask(OP, at(a + p, p, va), at(b + q, q, vb));
    a += p << 1;
    b += q << 1;
    const m2 = mask(OP, at(a, p, va), at(b, q, vb)), m3 = mask(OP, at(a + p, p, va), at(b + q, q, vb));
    a += p << 1;
    b += q << 1;
    storeBytes(y, masksToBytes(m0, m1, m2, m3), n);
  }
}

// @ts-ignore: decorator
@inline
function mask(OP: i32, a: v128, b: v128): v128 {
  if (OP == BinaryOp.EQUAL) return f32x4.eq(a, b);
  if (OP == BinaryOp.NOT_EQUAL) return f32x4.ne(a, b);
  if (OP == BinaryOp.LESS) return f32x4.lt(a, b);
  if (OP == BinaryOp.LESS_EQUAL) return f32x4.le(a, b);
  if (OP == BinaryOp.EQUAL_INT) return i32x4.eq(a, b);
  if (OP == BinaryOp.NOT_EQUAL_INT) return i32x4.ne(a, b);
  if (OP == BinaryOp.LESS_INT) return i32x4.lt_s(a, b);
  return i32x4.le_s(a, b);
}

function rareFloats(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  for (; n > 0; n--, a += p, b += q, y += 4) {
    const u = load<f32>(a), v = load<f32>(b);
    if (op == BinaryOp.POW) store<f32>(y, pow(u, v));
    else if (op == BinaryOp.ATAN2) store<f32>(y, Mathf.atan2(u, v));
    else if (op == BinaryOp.MOD) store<f32>(y, <f32>modulo(<f64>u, <f64>v));
    else store<i32>(y, toInt32(floor(<f64>u / <f64>v)));
  }
}

function rareIntegers(op: i32, a: usize, b: usize, y: usize, n: i32, p: usize, q: usize): void {
  for (; n > 0; n--, a += p, b += q, y += 4) {
    const u = <f64>load<i32>(a), v = <f64>load<i32>(b);
    store<i32>(y, toInt32(op == BinaryOp.MOD_INT ? modulo(u, v) : floor(u / v)));
  }
}

/** JavaScript's pow, which unlike C's is NaN for 1 to the power of infinity or NaN. */
function pow(x: f32, y: f32): f32 {
  if (y == 2) return x * x;
  if (!isFinite(y) && (isNaN(y) || abs(x) == 1)) return NaN;
  return Mathf.pow(x, y);
}

/** TensorFlow.js's mod: the sign of the result is that of the divisor. */
function modulo(a: f64, b: f64): f64 {
  const rest = a % b;
  if ((a < 0 && b < 0) || (a >= 0 && b >= 0)) return rest;
  return (rest + b) % b;
}

/** A row repeated end to end, so that a short one can be broadcast by whole vectors. */
@unmanaged
export class RepeatRowArgs {
  row: usize;
  output: usize; // out
  length: i32; // elements of 4 bytes
  times: i32;
}

export function repeatRow(args: RepeatRowArgs, task: i32): void {
  const length = args.length, row = args.row, end = row + (<usize>length << 2);
  let to = args.output;
  for (let i = args.times; i > 0; i--) for (let from = row; from < end; from += 4, to += 4) store<i32>(to, load<i32>(from));
}
