/**
 * One-dimensional Winograd transforms on the points 0, 1, -1, 2, -2, 1/2, -1/2 and ∞: tiles of 8. See winograd.ts.
 * Each call transforms four channels at once. Points that differ in their sign share the sums of even and of odd
 * powers.
 */
import { madd } from './vector';

const CONSTANTS: usize = memory.data<f32>([
  5.25, -5.25, -4.25, 0.25, -1.25, 0.5, -2.5, 2, 4, -5, // 0 to 9: inputs
  8, 16, 0.125, 0.0625, // 10 to 13: powers
  -0.2222222238779068, 0.011111111380159855, 0.7111111283302307, // 14 to 16: -2/9, 1/90, 32/45
], 16);

// @ts-ignore: decorator
@inline
function constant(index: i32): v128 { return v128.load32_splat(CONSTANTS + (<usize>index << 2)); }

/** Eight inputs to eight points. */
// @ts-ignore: decorator
@inline
export function transformInput8(d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, d6: v128, d7: v128, to: usize, stride: usize): void {
  v128.store(to, madd(constant(0), f32x4.sub(d4, d2), f32x4.sub(d0, d6)));
  v128.store(to + 7 * stride, madd(constant(0), f32x4.sub(d3, d5), f32x4.sub(d7, d1)));
  let even = madd(constant(2), d4, f32x4.add(d2, d6)), odd = madd(constant(2), d3, f32x4.add(d1, d5));
  v128.store(to + stride, f32x4.add(even, odd));
  v128.store(to + 2 * stride, f32x4.sub(even, odd));
  const middle = f32x4.mul(constant(6), d3);
  even = madd(constant(3), d2, madd(constant(4), d4, d6));
  odd = madd(constant(5), d1, madd(constant(7), d5, middle));
  v128.store(to + 3 * stride, f32x4.add(even, odd));
  v128.store(to + 4 * stride, f32x4.sub(even, odd));
  even = madd(constant(8), d2, madd(constant(9), d4, d6));
  odd = madd(constant(7), d1, madd(constant(5), d5, middle));
  v128.store(to + 5 * stride, f32x4.add(even, odd));
  v128.store(to + 6 * stride, f32x4.sub(even, odd));
}

/** The transpose of `transformInput8`: eight points, `from` on, to eight gradients of inputs. */
// @ts-ignore: decorator
@inline
export function transformInputBack8(from: usize, fromStride: usize, to: usize, stride: usize): void {
  const p0 = v128.load(from), p1 = v128.load(from + fromStride), p2 = v128.load(from + 2 * fromStride);
  const p3 = v128.load(from + 3 * fromStride), p4 = v128.load(from + 4 * fromStride), p5 = v128.load(from + 5 * fromStride);
  const p6 = v128.load(from + 6 * fromStride), p7 = v128.load(from + 7 * fromStride);
  const even1 = f32x4.add(p1, p2), even2 = f32x4.add(p3, p4), evenHalf = f32x4.add(p5, p6);
  const odd1 = f32x4.sub(p1, p2), odd2 = f32x4.sub(p3, p4), oddHalf = f32x4.sub(p5, p6);
  v128.store(to, p0);
  v128.store(to + stride, madd(constant(5), odd2, madd(constant(7), oddHalf, f32x4.sub(odd1, p7))));
  v128.store(to + 2 * stride, madd(constant(1), p0, madd(constant(3), even2, madd(constant(8), evenHalf, even1))));
  v128.store(to + 3 * stride, madd(constant(0), p7, madd(constant(2), odd1, f32x4.mul(constant(6), f32x4.add(odd2, oddHalf)))));
  v128.store(to + 4 * stride, madd(constant(0), p0, madd(constant(2), even1, madd(constant(4), even2, f32x4.mul(constant(9), evenHalf)))));
  v128.store(to + 5 * stride, madd(constant(1), p7, madd(constant(7), odd2, madd(constant(5), oddHalf, odd1))));
  v128.store(to + 6 * stride, f32x4.sub(f32x4.add(f32x4.add(even1, even2), evenHalf), p0));
  v128.store(to + 7 * stride, p7);
}

/** TAPS (4 or 5) filter taps, `from` on, to eight points, which are left unscaled where SCALED is 0. */
// @ts-ignore: decorator
@inline
export function transformTaps8(TAPS: i32, SCALED: i32, from: usize, fromStride: usize, to: usize, stride: usize): void {
  const g0 = v128.load(from), g1 = v128.load(from + fromStride), g2 = v128.load(from + 2 * fromStride);
  let even1 = f32x4.add(g0, g2), even2 = madd(constant(8), g2, g0), evenHalf = madd(constant(3), g2, g0);
  const g3 = v128.load(from + 3 * fromStride), odd1 = f32x4.add(g1, g3);
  const odd2 = madd(constant(10), g3, f32x4.mul(constant(7), g1)), oddHalf = madd(constant(12), g3, f32x4.mul(constant(5), g1));
  let last = g3;
  if (TAPS > 4) {
    const g4 = v128.load(from + 4 * fromStride);
    even1 = f32x4.add(even1, g4);
    even2 = madd(constant(11), g4, even2);
    evenHalf = madd(constant(13), g4, evenHalf);
    last = g4;
  }
  v128.store(to, g0);
  storePair(SCALED, 14, even1, odd1, to + stride, stride);
  storePair(SCALED, 15, even2, odd2, to + 3 * stride, stride);
  storePair(SCALED, 16, evenHalf, oddHalf, to + 5 * stride, stride);
  v128.store(to + 7 * stride, last);
}

// @ts-ignore: decorator
@inline
function storePair(SCALED: i32, SCALE: i32, even: v128, odd: v128, to: usize, stride: usize): void {
  const plus = f32x4.add(even, odd), minus = f32x4.sub(even, odd);
  v128.store(to, SCALED ? f32x4.mul(constant(SCALE), plus) : plus);
  v128.store(to + stride, SCALED ? f32x4.mul(constant(SCALE), minus) : minus);
}

/** Eight points, `from` on, to OUTPUTS (4 or 5) outputs. */
// @ts-ignore: decorator
@inline
export function transformOutput8(OUTPUTS: i32, from: usize, fromStride: usize, to: usize, stride: usize): void {
  const p1 = v128.load(from + fromStride), p2 = v128.load(from + 2 * fromStride), p3 = v128.load(from + 3 * fromStride);
  const p4 = v128.load(from + 4 * fromStride), p5 = v128.load(from + 5 * fromStride), p6 = v128.load(from + 6 * fromStride);
  const even1 = f32x4.add(p1, p2), even2 = f32x4.add(p3, p4), evenHalf = f32x4.add(p5, p6);
  const odd1 = f32x4.sub(p1, p2), odd2 = f32x4.sub(p3, p4), oddHalf = f32x4.sub(p5, p6);
  const last = v128.load(from + 7 * fromStride);
  v128.store(to, f32x4.add(f32x4.add(v128.load(from), even1), f32x4.add(even2, evenHalf)));
  v128.store(to + stride, madd(constant(7), odd2, madd(constant(5), oddHalf, odd1)));
  v128.store(to + 2 * stride, madd(constant(8), even2, madd(constant(3), evenHalf, even1)));
  const y = madd(constant(10), odd2, madd(constant(12), oddHalf, odd1));
  v128.store(to + 3 * stride, OUTPUTS == 4 ? f32x4.add(y, last) : y);
  if (OUTPUTS == 5) v128.store(to + 4 * stride, f32x4.add(last, madd(constant(11), even2, madd(constant(13), evenHalf, even1))));
}
