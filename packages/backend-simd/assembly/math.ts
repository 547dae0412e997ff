import { madd } from './vector';

/**
 * Functions of four lanes. Coefficients stand in memory and are loaded where they are used: V8 would rebuild a vector
 * constant in each iteration of a loop. pmin and pmax keep a NaN in their first operand and are one instruction where
 * min and max are six.
 */

const TANH: usize = memory.data<f32>([
  7.90531110763549805, -7.90531110763549805,
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08, 1.48572235717979e-05,
  6.37261928875436e-04, 4.89352455891786e-03,
  1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03,
], 16);

/**
 * tanh as the quotient of two polynomials in x², good to 4e-7.
 * Coefficients: Eigen's generic_fast_tanh_float.
 */
// @ts-ignore: decorator
@inline
export function tanhVector(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, v128.load32_splat(TANH)), v128.load32_splat(TANH, 4));
  const x2 = f32x4.mul(x, x);
  let p = madd(x2, v128.load32_splat(TANH, 8), v128.load32_splat(TANH, 12));
  p = madd(x2, p, v128.load32_splat(TANH, 16));
  p = madd(x2, p, v128.load32_splat(TANH, 20));
  p = madd(x2, p, v128.load32_splat(TANH, 24));
  p = madd(x2, p, v128.load32_splat(TANH, 28));
  p = madd(x2, p, v128.load32_splat(TANH, 32));
  p = f32x4.mul(x, p);
  let q = madd(x2, v128.load32_splat(TANH, 36), v128.load32_splat(TANH, 40));
  q = madd(x2, q, v128.load32_splat(TANH, 44));
  q = madd(x2, q, v128.load32_splat(TANH, 48));
  return f32x4.div(p, q);
}

const ONE: usize = memory.data<f32>([1], 16);
/** Infinity, -infinity, NaN. */
const SPECIAL: usize = memory.data<i32>([0x7f800000, 0xff800000, 0x7fc00000], 16);

// @ts-ignore: decorator
@inline
export function infinity(): v128 { return v128.load32_splat(SPECIAL); }

// @ts-ignore: decorator
@inline
export function one(): v128 { return v128.load32_splat(ONE); }

/**
 * exp(x) = 2^m · exp(r) with m = round(x / ln 2), and a polynomial for exp(r) - 1 - r, |r| ≤ ln(2) / 2.
 * Adding 1.5 · 2²³ rounds to the nearest integer and leaves it in the low bits, from where a shift makes it an
 * exponent. Coefficients and the two parts of ln 2: Cephes' expf. Errs by at most 1.0 ulp.
 */
const EXP: usize = memory.data<f32>([
  89, -105, 1.44269504088896341, 12582912, -0.693359375, 2.12194440e-4,
  1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
  -87.3, 88.3, 80,
], 16);

/** x / ln 2 + 1.5 · 2²³ */
// @ts-ignore: decorator
@inline
function shiftedExponent(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, v128.load32_splat(EXP, 8)), v128.load32_splat(EXP, 12));
}

/** exp(r) - 1 for the rest r that is left of x. */
// @ts-ignore: decorator
@inline
function expOfRest(x: v128, shifted: v128): v128 {
  const m = f32x4.sub(shifted, v128.load32_splat(EXP, 12));
  const r = madd(m, v128.load32_splat(EXP, 20), madd(m, v128.load32_splat(EXP, 16), x));
  let p = madd(v128.load32_splat(EXP, 24), r, v128.load32_splat(EXP, 28));
  p = madd(p, r, v128.load32_splat(EXP, 32));
  p = madd(p, r, v128.load32_splat(EXP, 36));
  p = madd(p, r, v128.load32_splat(EXP, 40));
  p = madd(p, r, v128.load32_splat(EXP, 44));
  return madd(p, f32x4.mul(r, r), r);
}

/** y · 2^m in two steps, so that neither factor overflows where the product is finite or denormal. */
// @ts-ignore: decorator
@inline
function scale(y: v128, shifted: v128): v128 {
  const m = i32x4.sub(shifted, v128.load32_splat(EXP, 12));
  const half = i32x4.shr_s(m, 1), rest = i32x4.sub(m, half);
  const a = i32x4.add(i32x4.shl(half, 23), one()), b = i32x4.add(i32x4.shl(rest, 23), one());
  return f32x4.mul(f32x4.mul(y, a), b);
}

// @ts-ignore: decorator
@inline
export function expVector(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, v128.load32_splat(EXP)), v128.load32_splat(EXP, 4));
  const shifted = shiftedExponent(x);
  return scale(f32x4.add(expOfRest(x, shifted), one()), shifted);
}

/** exp(x) where results below 1e-38 and above 2e38 do not matter: half the work of scaling. */
// @ts-ignore: decorator
@inline
function expNormal(value: v128): v128 {
  const x = f32x4.pmin(f32x4.pmax(value, v128.load32_splat(EXP, 48)), v128.load32_splat(EXP, 52));
  const shifted = shiftedExponent(x);
  return f32x4.mul(f32x4.add(expOfRest(x, shifted), one()), i32x4.add(i32x4.shl(shifted, 23), one()));
}

/** exp(x) - 1 without cancellation: 2^m · (exp(r) - 1) + (2^m - 1), and plainly where 2^m would overflow. */
// @ts-ignore: decorator
@inline
export function expm1Vector(value: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(value, v128.load32_splat(EXP)), v128.load32_splat(EXP, 48));
  const shifted = shiftedExponent(x), rest = expOfRest(x, shifted);
  const power = i32x4.add(i32x4.shl(shifted, 23), one());
  const small = madd(power, rest, f32x4.sub(power, one()));
  const large = scale(f32x4.add(rest, one()), shifted);
  return v128.bitselect(large, small, f32x4.gt(x, v128.load32_splat(EXP, 56)));
}

// @ts-ignore: decorator
@inline
export function sigmoidVector(x: v128): v128 {
  return f32x4.div(one(), f32x4.add(one(), expNormal(f32x4.neg(x))));
}

/**
 * log(x) = e · ln 2 + log(m) with m from √½ to √2: taking √½ off the bits as an integer finds e in two steps.
 * Coefficients: Cephes' logf. Denormals are scaled up first. Errs by at most 0.8 ulp.
 */
const LOG: usize = memory.data<f32>([
  1.17549435e-38, 8388608, -23,
  7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, -2.12194440e-4, -0.5, 0.693359375,
], 16);
const SQRT_HALF_BITS: usize = memory.data<i32>([0x3f3504f3], 16);

// @ts-ignore: decorator
@inline
export function logVector(x: v128): v128 {
  const tiny = f32x4.lt(x, v128.load32_splat(LOG));
  const bits = v128.bitselect(f32x4.mul(x, v128.load32_splat(LOG, 4)), x, tiny);
  const e = i32x4.shr_s(i32x4.sub(bits, v128.load32_splat(SQRT_HALF_BITS)), 23);
  const exponent = f32x4.add(f32x4.convert_i32x4_s(e), v128.and(tiny, v128.load32_splat(LOG, 8)));
  const f = f32x4.sub(i32x4.sub(bits, i32x4.shl(e, 23)), one()), f2 = f32x4.mul(f, f);
  let p = madd(v128.load32_splat(LOG, 12), f, v128.load32_splat(LOG, 16));
  p = madd(p, f, v128.load32_splat(LOG, 20));
  p = madd(p, f, v128.load32_splat(LOG, 24));
  p = madd(p, f, v128.load32_splat(LOG, 28));
  p = madd(p, f, v128.load32_splat(LOG, 32));
  p = madd(p, f, v128.load32_splat(LOG, 36));
  p = madd(p, f, v128.load32_splat(LOG, 40));
  p = madd(p, f, v128.load32_splat(LOG, 44));
  p = f32x4.mul(f32x4.mul(p, f), f2);
  p = madd(exponent, v128.load32_splat(LOG, 48), p);
  p = madd(f2, v128.load32_splat(LOG, 52), p);
  p = madd(exponent, v128.load32_splat(LOG, 56), f32x4.add(f, p));
  const none = f32x4.splat(0);
  p = v128.bitselect(v128.load32_splat(SPECIAL, 8), p, f32x4.lt(x, none));
  p = v128.bitselect(v128.load32_splat(SPECIAL, 4), p, f32x4.eq(x, none));
  // Infinity and NaN are their own logarithm.
  return v128.bitselect(p, x, f32x4.lt(x, v128.load32_splat(SPECIAL)));
}

/** log(u) for u = 1 + x, and what the rounding of u lost: (x - (u - 1)) / u. */
// @ts-ignore: decorator
@inline
export function log1pVector(x: v128): v128 {
  const u = f32x4.add(one(), x), y = logVector(u);
  const lost = f32x4.div(f32x4.sub(x, f32x4.sub(u, one())), u);
  return v128.bitselect(f32x4.add(y, lost), y, f32x4.eq(lost, lost));
}

/** -(ln(2⁻²³) + 2), as in TensorFlow.js. */
const SOFTPLUS: usize = memory.data<f32>([13.942385, -13.942385], 16);

/** log(1 + exp(x)), which float32 cannot tell from x above 13.9 and from exp(x) below -13.9. */
// @ts-ignore: decorator
@inline
export function softplusVector(x: v128): v128 {
  const power = expVector(x);
  const y = v128.bitselect(power, log1pVector(power), f32x4.lt(x, v128.load32_splat(SOFTPLUS, 4)));
  return v128.bitselect(x, y, f32x4.gt(x, v128.load32_splat(SOFTPLUS)));
}

/** Abramowitz and Stegun 7.1.26, as in TensorFlow.js: the absolute error is 1.5e-7. */
const ERF: usize = memory.data<f32>([
  0.3275911, 1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592,
], 16);

// @ts-ignore: decorator
@inline
export function erfVector(x: v128): v128 {
  const v = f32x4.abs(x), t = f32x4.div(one(), madd(v128.load32_splat(ERF), v, one()));
  let p = madd(v128.load32_splat(ERF, 4), t, v128.load32_splat(ERF, 8));
  p = madd(p, t, v128.load32_splat(ERF, 12));
  p = madd(p, t, v128.load32_splat(ERF, 16));
  p = madd(p, t, v128.load32_splat(ERF, 20));
  const y = f32x4.sub(one(), f32x4.mul(f32x4.mul(p, t), expNormal(f32x4.neg(f32x4.mul(v, v)))));
  // The sign of x; and 0 for 0, where the formula leaves 1e-9.
  const signed = v128.bitselect(x, y, f32x4.neg(f32x4.splat(0)));
  return v128.bitselect(x, signed, f32x4.eq(x, f32x4.splat(0)));
}

/**
 * x = j · π/2 + r, and polynomials for sin(r) and cos(r), |r| ≤ π/4. Coefficients and the three parts of π/2: Cephes'
 * sinf and cosf. Errs by at most 9e-8 up to 4096; larger angles are taken lane by lane.
 */
const ANGLE: usize = memory.data<f32>([
  0.63661977236758134, -1.5703125, -4.837512969970703125e-4, -7.549789954891e-8,
  -1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1,
  2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2, -0.5, 4096,
], 16);

// @ts-ignore: decorator
@inline
function hasLargeAngle(x: v128): bool {
  return v128.any_true(f32x4.gt(f32x4.abs(x), v128.load32_splat(ANGLE, 44)));
}

// @ts-ignore: decorator
@inline
function quarterTurns(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, v128.load32_splat(ANGLE)), v128.load32_splat(EXP, 12));
}

// @ts-ignore: decorator
@inline
function angleRest(x: v128, turns: v128): v128 {
  const j = f32x4.sub(turns, v128.load32_splat(EXP, 12));
  const r = madd(j, v128.load32_splat(ANGLE, 8), madd(j, v128.load32_splat(ANGLE, 4), x));
  return madd(j, v128.load32_splat(ANGLE, 12), r);
}

// @ts-ignore: decorator
@inline
function sinOfRest(r: v128, r2: v128): v128 {
  let p = madd(v128.load32_splat(ANGLE, 16), r2, v128.load32_splat(ANGLE, 20));
  p = madd(p, r2, v128.load32_splat(ANGLE, 24));
  return madd(f32x4.mul(p, r2), r, r);
}

// @ts-ignore: decorator
@inline
function cosOfRest(r2: v128): v128 {
  let p = madd(v128.load32_splat(ANGLE, 28), r2, v128.load32_splat(ANGLE, 32));
  p = madd(p, r2, v128.load32_splat(ANGLE, 36));
  p = madd(p, r2, v128.load32_splat(ANGLE, 40));
  return madd(p, r2, one());
}

/** All ones in lanes that are an odd number of quarter turns away, where sine and cosine change places. */
// @ts-ignore: decorator
@inline
function oddTurns(turns: v128): v128 {
  return i32x4.shr_s(i32x4.shl(turns, 31), 31);
}

/** sin(x), or sin(x + π/2) = cos(x) with `ahead` = 1. */
// @ts-ignore: decorator
@inline
function sineAhead(x: v128, ahead: i32): v128 {
  const turns = quarterTurns(x), r = angleRest(x, turns), r2 = f32x4.mul(r, r);
  const quarter = ahead ? i32x4.add(turns, i32x4.splat(ahead)) : turns;
  const y = v128.bitselect(cosOfRest(r2), sinOfRest(r, r2), oddTurns(quarter));
  // The second bit of the quarter is the sign.
  return v128.xor(y, v128.and(i32x4.shl(quarter, 30), f32x4.neg(f32x4.splat(0))));
}

// @ts-ignore: decorator
@inline
export function sineOf(x: v128): v128 { return hasLargeAngle(x) ? laneByLane(SINE, x) : sineAhead(x, 0); }

// @ts-ignore: decorator
@inline
export function cosineOf(x: v128): v128 { return hasLargeAngle(x) ? laneByLane(COSINE, x) : sineAhead(x, 1); }

// @ts-ignore: decorator
@inline
export function tangentOf(x: v128): v128 {
  if (hasLargeAngle(x)) return laneByLane(TANGENT, x);
  const turns = quarterTurns(x), r = angleRest(x, turns), r2 = f32x4.mul(r, r), odd = oddTurns(turns);
  const sin = sinOfRest(r, r2), cos = cosOfRest(r2);
  return f32x4.div(v128.bitselect(f32x4.neg(cos), sin, odd), v128.bitselect(sin, cos, odd));
}

const SINE: i32 = 0;
const COSINE: i32 = 1;
const TANGENT: i32 = 2;

function laneByLane(what: i32, x: v128): v128 {
  let y = f32x4.splat(inDouble(what, f32x4.extract_lane(x, 0)));
  y = f32x4.replace_lane(y, 1, inDouble(what, f32x4.extract_lane(x, 1)));
  y = f32x4.replace_lane(y, 2, inDouble(what, f32x4.extract_lane(x, 2)));
  return f32x4.replace_lane(y, 3, inDouble(what, f32x4.extract_lane(x, 3)));
}

function inDouble(what: i32, x: f32): f32 {
  if (what == SINE) return <f32>Math.sin(x);
  return <f32>(what == COSINE ? Math.cos(x) : Math.tan(x));
}

/** A number as JavaScript stores it into an Int32Array: modulo 2³², and 0 for NaN and infinities. */
export function toInt32(x: f64): i32 {
  const cut = trunc(x);
  if (!(abs(cut) < 9007199254740992.0)) return largeToInt32(cut);
  return <i32>(<i64>cut);
}

/** Above 2⁵³ only the low bits of the mantissa, shifted into place, can count. */
function largeToInt32(x: f64): i32 {
  const bits = reinterpret<u64>(x), exponent = <i32>((bits >>> 52) & 0x7ff) - 1075;
  if (exponent >= 32) return 0;
  const low = <i32>((bits & 0xfffffffffffff) << <u64>exponent);
  return <i64>bits < 0 ? -low : low;
}
