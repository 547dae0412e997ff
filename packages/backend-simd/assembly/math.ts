import { madd } from './vector';

/** Coefficients stand in memory and are loaded where they are used: V8 would rebuild a vector constant each time. */
const TANH: usize = memory.data<f32>([
  7.90531110763549805, -7.90531110763549805,
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08, 1.48572235717979e-05,
  6.37261928875436e-04, 4.89352455891786e-03,
  1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03,
], 16);

/**
 * tanh as the quotient of two polynomials in x², good to 4e-7; NaN stays NaN (pmin and pmax keep their first operand
 * then, and take one instruction where min and max take six).
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
