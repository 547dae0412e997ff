import {
  cosineOf, erfVector, expm1Vector, expVector, infinity, log1pVector, logVector, one, sigmoidVector, sineOf, softplusVector, tangentOf,
  tanhVector,
} from '../math';
import { masksToBytes, storeBytes, storeLanes } from '../vector';

/** What `unary` computes of each element; those that end in INT are for int32, the last ones yield bool. */
export const enum UnaryOp {
  ABS, CEIL, CLIP, FLOOR, LEAKY_RELU, NEG, RECIPROCAL, RELU, RELU6, ROUND, RSQRT, SIGN, SQRT, SQUARE, STEP,
  ELU, ERF, EXP, EXPM1, LOG, LOG1P, SELU, SIGMOID, SOFTPLUS, TANH, SIN, COS, TAN,
  ACOS, ACOSH, ASIN, ASINH, ATAN, ATANH, COSH, SINH,
  ABS_INT, CLIP_INT, NEG_INT, RELU_INT, RELU6_INT, SIGN_INT, SQUARE_INT,
  IS_FINITE, IS_INF, IS_NAN, LOGICAL_NOT,
}

/** y = f(x), element by element. One task is a range of elements. */
@unmanaged
export class UnaryArgs {
  x: usize;
  y: usize; // out
  count: i32;
  countPerTask: i32; // a multiple of 64: tasks write cache lines of their own
  op: i32; // UnaryOp
  alpha: f32; // the slope below 0 of LEAKY_RELU and STEP, the lower bound of CLIP
  beta: f32; // the upper bound of CLIP
}

export function unary(args: UnaryArgs, task: i32): void {
  const first = task * args.countPerTask, n = min(args.countPerTask, args.count - first), op = args.op;
  const bytesIn: usize = op == UnaryOp.LOGICAL_NOT ? 1 : 4, bytesOut: usize = op >= UnaryOp.IS_FINITE ? 1 : 4;
  const x = args.x + <usize>first * bytesIn, y = args.y + <usize>first * bytesOut;
  if (op >= UnaryOp.IS_FINITE) test(op, x, y, n);
  else if (op >= UnaryOp.ABS_INT) integer(op, x, y, n, args.alpha, args.beta);
  else unaryFloats(op, x, y, n, args.alpha, args.beta);
}

/** y = f(x) for n floats. */
export function unaryFloats(op: i32, x: usize, y: usize, n: i32, alpha: f32, beta: f32): void {
  if (op >= UnaryOp.ACOS) rare(op, x, y, n);
  else if (op >= UnaryOp.ELU) costly(op, x, y, n);
  else cheap(op, x, y, n, f32x4.splat(alpha), f32x4.splat(beta));
}

/** Ops of few instructions: a function each, which V8 compiles better than one with all of them. */
function cheap(op: i32, x: usize, y: usize, n: i32, p: v128, q: v128): void {
  switch (op) {
    case UnaryOp.ABS: absEach(x, y, n, p, q); return;
    case UnaryOp.CEIL: ceilEach(x, y, n, p, q); return;
    case UnaryOp.CLIP: clipEach(x, y, n, p, q); return;
    case UnaryOp.FLOOR: floorEach(x, y, n, p, q); return;
    case UnaryOp.LEAKY_RELU: leakyReluEach(x, y, n, p, q); return;
    case UnaryOp.NEG: negEach(x, y, n, p, q); return;
    case UnaryOp.RECIPROCAL: reciprocalEach(x, y, n, p, q); return;
    case UnaryOp.RELU: reluEach(x, y, n, p, q); return;
    case UnaryOp.RELU6: relu6Each(x, y, n, p, q); return;
    case UnaryOp.ROUND: roundEach(x, y, n, p, q); return;
    case UnaryOp.RSQRT: rsqrtEach(x, y, n, p, q); return;
    case UnaryOp.SIGN: signEach(x, y, n, p, q); return;
    case UnaryOp.SQRT: sqrtEach(x, y, n, p, q); return;
    case UnaryOp.SQUARE: squareEach(x, y, n, p, q); return;
    case UnaryOp.STEP: stepEach(x, y, n, p, q); return;
  }
}

function absEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.ABS, x, y, n, p, q); }
function ceilEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.CEIL, x, y, n, p, q); }
function clipEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.CLIP, x, y, n, p, q); }
function floorEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.FLOOR, x, y, n, p, q); }
function leakyReluEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.LEAKY_RELU, x, y, n, p, q); }
function negEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.NEG, x, y, n, p, q); }
function reciprocalEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.RECIPROCAL, x, y, n, p, q); }
function reluEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.RELU, x, y, n, p, q); }
function relu6Each(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.RELU6, x, y, n, p, q); }
function roundEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.ROUND, x, y, n, p, q); }
function rsqrtEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.RSQRT, x, y, n, p, q); }
function signEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.SIGN, x, y, n, p, q); }
function sqrtEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.SQRT, x, y, n, p, q); }
function squareEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.SQUARE, x, y, n, p, q); }
function stepEach(x: usize, y: usize, n: i32, p: v128, q: v128): void { cheapEach(UnaryOp.STEP, x, y, n, p, q); }

/** Four vectors a round, without a question whether they are whole. */
// @ts-ignore: decorator
@inline
function cheapEach(OP: i32, x: usize, y: usize, n: i32, p: v128, q: v128): void {
  for (; n >= 16; n -= 16, x += 64, y += 64) {
    v128.store(y, cheapOf(OP, v128.load(x), p, q));
    v128.store(y, cheapOf(OP, v128.load(x, 16), p, q), 16);
    v128.store(y, cheapOf(OP, v128.load(x, 32), p, q), 32);
    v128.store(y, cheapOf(OP, v128.load(x, 48), p, q), 48);
  }
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, cheapOf(OP, v128.load(x), p, q), n);
}

// @ts-ignore: decorator
@inline
function cheapOf(OP: i32, x: v128, p: v128, q: v128): v128 {
  if (OP == UnaryOp.ABS) return f32x4.abs(x);
  if (OP == UnaryOp.CEIL) return f32x4.ceil(x);
  if (OP == UnaryOp.CLIP) return f32x4.pmax(f32x4.pmin(x, q), p);
  if (OP == UnaryOp.FLOOR) return f32x4.floor(x);
  if (OP == UnaryOp.LEAKY_RELU) return leakyRelu(x, p);
  if (OP == UnaryOp.NEG) return f32x4.neg(x);
  if (OP == UnaryOp.RECIPROCAL) return f32x4.div(one(), x);
  if (OP == UnaryOp.RELU) return f32x4.pmax(x, f32x4.splat(0));
  if (OP == UnaryOp.RELU6) return f32x4.pmin(f32x4.pmax(x, f32x4.splat(0)), f32x4.splat(6));
  if (OP == UnaryOp.ROUND) return f32x4.nearest(x);
  if (OP == UnaryOp.RSQRT) return f32x4.div(one(), f32x4.sqrt(x));
  if (OP == UnaryOp.SIGN) return sign(x);
  if (OP == UnaryOp.SQRT) return f32x4.sqrt(x);
  if (OP == UnaryOp.SQUARE) return square(x);
  return step(x, p);
}

// @ts-ignore: decorator
@inline
function leakyRelu(x: v128, slope: v128): v128 { return v128.bitselect(f32x4.mul(x, slope), x, f32x4.lt(x, f32x4.splat(0))); }

// @ts-ignore: decorator
@inline
function square(x: v128): v128 { return f32x4.mul(x, x); }

/** 0 for NaN, as in TensorFlow.js. */
// @ts-ignore: decorator
@inline
function sign(x: v128): v128 {
  const none = f32x4.splat(0);
  return f32x4.sub(v128.and(f32x4.gt(x, none), one()), v128.and(f32x4.lt(x, none), one()));
}

/** NaN for NaN. */
// @ts-ignore: decorator
@inline
function step(x: v128, slope: v128): v128 {
  return v128.bitselect(v128.bitselect(one(), slope, f32x4.gt(x, f32x4.splat(0))), x, f32x4.eq(x, x));
}

function integer(op: i32, x: usize, y: usize, n: i32, low: f32, high: f32): void {
  const p = i32x4.splat(<i32>low), q = i32x4.splat(<i32>high);
  switch (op) {
    case UnaryOp.ABS_INT: for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, i32x4.abs(v128.load(x)), n); return;
    case UnaryOp.CLIP_INT: for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, i32x4.max_s(i32x4.min_s(v128.load(x), q), p), n); return;
    case UnaryOp.NEG_INT: for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, i32x4.neg(v128.load(x)), n); return;
    case UnaryOp.RELU_INT: for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, i32x4.max_s(v128.load(x), i32x4.splat(0)), n); return;
    case UnaryOp.RELU6_INT: for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, i32x4.min_s(i32x4.max_s(v128.load(x), i32x4.splat(0)), i32x4.splat(6)), n); return;
    case UnaryOp.SIGN_INT: for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, signInt(v128.load(x)), n); return;
    case UnaryOp.SQUARE_INT: for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, squareInt(v128.load(x)), n); return;
  }
}

// @ts-ignore: decorator
@inline
function signInt(x: v128): v128 { return i32x4.sub(i32x4.lt_s(x, i32x4.splat(0)), i32x4.gt_s(x, i32x4.splat(0))); }

// @ts-ignore: decorator
@inline
function squareInt(x: v128): v128 { return i32x4.mul(x, x); }

/** Ops that arithmetic bounds. */
function costly(op: i32, x: usize, y: usize, n: i32): void {
  switch (op) {
    case UnaryOp.ELU: eluEach(x, y, n); return;
    case UnaryOp.ERF: erfEach(x, y, n); return;
    case UnaryOp.EXP: expEach(x, y, n); return;
    case UnaryOp.EXPM1: expm1Each(x, y, n); return;
    case UnaryOp.LOG: logEach(x, y, n); return;
    case UnaryOp.LOG1P: log1pEach(x, y, n); return;
    case UnaryOp.SELU: seluEach(x, y, n); return;
    case UnaryOp.SIGMOID: sigmoidEach(x, y, n); return;
    case UnaryOp.SOFTPLUS: softplusEach(x, y, n); return;
    case UnaryOp.TANH: tanhEach(x, y, n); return;
    case UnaryOp.SIN: sinEach(x, y, n); return;
    case UnaryOp.COS: cosEach(x, y, n); return;
    case UnaryOp.TAN: tanEach(x, y, n); return;
  }
}

function eluEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, elu(v128.load(x)), n);
}

function erfEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, erfVector(v128.load(x)), n);
}

function expEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, expVector(v128.load(x)), n);
}

function expm1Each(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, expm1Vector(v128.load(x)), n);
}

function logEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, logVector(v128.load(x)), n);
}

function log1pEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, log1pVector(v128.load(x)), n);
}

function seluEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, selu(v128.load(x)), n);
}

function sigmoidEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, sigmoidVector(v128.load(x)), n);
}

function softplusEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, softplusVector(v128.load(x)), n);
}

function tanhEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, tanhVector(v128.load(x)), n);
}

function sinEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, sineOf(v128.load(x)), n);
}

function cosEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, cosineOf(v128.load(x)), n);
}

function tanEach(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, tangentOf(v128.load(x)), n);
}

// @ts-ignore: decorator
@inline
function elu(x: v128): v128 { return v128.bitselect(x, expm1Vector(x), f32x4.ge(x, f32x4.splat(0))); }

/** Scale, and scale · alpha. */
const SELU: usize = memory.data<f32>([1.0507009873554804, 1.7580993408473768], 16);

// @ts-ignore: decorator
@inline
function selu(x: v128): v128 {
  const positive = f32x4.mul(x, v128.load32_splat(SELU)), negative = f32x4.mul(expm1Vector(x), v128.load32_splat(SELU, 4));
  return v128.bitselect(positive, negative, f32x4.ge(x, f32x4.splat(0)));
}

/** Ops that yield bool. */
function test(op: i32, x: usize, y: usize, n: i32): void {
  if (op == UnaryOp.LOGICAL_NOT) {
    for (; n > 0; n -= 16, x += 16, y += 16) storeBytes(y, i8x16.neg(i8x16.eq(v128.load(x), i8x16.splat(0))), n);
    return;
  }
  for (; n > 0; n -= 16, x += 64, y += 16) {
    const m0 = maskOf(op, v128.load(x)), m1 = maskOf(op, v128.load(x, 16));
    storeBytes(y, masksToBytes(m0, m1, maskOf(op, v128.load(x, 32)), maskOf(op, v128.load(x, 48))), n);
  }
}

// @ts-ignore: decorator
@inline
function maskOf(op: i32, x: v128): v128 {
  if (op == UnaryOp.IS_NAN) return f32x4.ne(x, x);
  if (op == UnaryOp.IS_INF) return f32x4.eq(f32x4.abs(x), infinity());
  return f32x4.lt(f32x4.abs(x), infinity());
}

/** Functions that no network's training needs, one by one. */
function rare(op: i32, x: usize, y: usize, n: i32): void {
  for (; n > 0; n--, x += 4, y += 4) store<f32>(y, rareValueOf(op, load<f32>(x)));
}

function rareValueOf(op: i32, x: f32): f32 {
  switch (op) {
    case UnaryOp.ACOS: return Mathf.acos(x);
    case UnaryOp.ACOSH: return Mathf.acosh(x);
    case UnaryOp.ASIN: return Mathf.asin(x);
    case UnaryOp.ASINH: return Mathf.asinh(x);
    case UnaryOp.ATAN: return Mathf.atan(x);
    case UnaryOp.ATANH: return Mathf.atanh(x);
    case UnaryOp.COSH: return Mathf.cosh(x);
    case UnaryOp.SINH: return Mathf.sinh(x);
    default: return NaN;
  }
}
