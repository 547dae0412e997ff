/**
 * One-dimensional Winograd transforms on the points 0, 1, -1, 2, -2 and ∞: tiles of 6. See winograd.ts.
 * Each call transforms four channels at once.
 */
import { madd } from './vector';

const CONSTANTS: usize = memory.data<f32>([4, -5, -4, 2, -2, 8, 16, 0.25, -0.16666667163372040, 0.041666667908430099], 16);

// @ts-ignore: decorator
@inline
function constant(index: i32): v128 { return v128.load32_splat(CONSTANTS + (<usize>index << 2)); }

/** Six inputs to six points. */
// @ts-ignore: decorator
@inline
export function transformInput6(d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, to: usize, stride: usize): void {
  const four = constant(0), minusFive = constant(1), minusFour = constant(2), two = constant(3), minusTwo = constant(4);
  v128.store(to, madd(four, d0, madd(minusFive, d2, d4)));
  const p = madd(minusFour, d2, d4), q = madd(minusFour, d1, d3);
  v128.store(to + stride, f32x4.add(p, q));
  v128.store(to + 2 * stride, f32x4.sub(p, q));
  const r = f32x4.sub(d4, d2), s = f32x4.sub(d3, d1);
  v128.store(to + 3 * stride, madd(two, s, r));
  v128.store(to + 4 * stride, madd(minusTwo, s, r));
  v128.store(to + 5 * stride, madd(four, d1, madd(minusFive, d3, d5)));
}

/** TAPS (2 to 5) filter taps, `from` on, to six points. */
// @ts-ignore: decorator
@inline
export function transformTaps6(TAPS: i32, from: usize, fromStride: usize, to: usize, stride: usize): void {
  const g0 = v128.load(from), g1 = v128.load(from + fromStride);
  // Sums of the taps with even and with odd powers, at the points 1 and 2.
  let even1 = g0, odd1 = g1, even2 = g0, odd2 = f32x4.mul(constant(3), g1), last = g1;
  if (TAPS > 2) {
    const g2 = v128.load(from + 2 * fromStride);
    even1 = f32x4.add(even1, g2);
    even2 = madd(constant(0), g2, even2);
    last = g2;
  }
  if (TAPS > 3) {
    const g3 = v128.load(from + 3 * fromStride);
    odd1 = f32x4.add(odd1, g3);
    odd2 = madd(constant(5), g3, odd2);
    last = g3;
  }
  if (TAPS > 4) {
    const g4 = v128.load(from + 4 * fromStride);
    even1 = f32x4.add(even1, g4);
    even2 = madd(constant(6), g4, even2);
    last = g4;
  }
  v128.store(to, f32x4.mul(constant(7), g0));
  v128.store(to + stride, f32x4.mul(constant(8), f32x4.add(even1, odd1)));
  v128.store(to + 2 * stride, f32x4.mul(constant(8), f32x4.sub(even1, odd1)));
  v128.store(to + 3 * stride, f32x4.mul(constant(9), f32x4.add(even2, odd2)));
  v128.store(to + 4 * stride, f32x4.mul(constant(9), f32x4.sub(even2, odd2)));
  v128.store(to + 5 * stride, last);
}

/** Six points, `from` on, to OUTPUTS (2 to 5) outputs. */
// @ts-ignore: decorator
@inline
export function transformOutput6(OUTPUTS: i32, from: usize, fromStride: usize, to: usize, stride: usize): void {
  const d0 = v128.load(from), d5 = v128.load(from + 5 * fromStride);
  const d1 = v128.load(from + fromStride), d2 = v128.load(from + 2 * fromStride);
  const d3 = v128.load(from + 3 * fromStride), d4 = v128.load(from + 4 * fromStride);
  const even1 = f32x4.add(d1, d2), odd1 = f32x4.sub(d1, d2), even2 = f32x4.add(d3, d4), odd2 = f32x4.sub(d3, d4);
  v128.store(to, f32x4.add(d0, f32x4.add(even1, even2)));
  let y = madd(constant(3), odd2, odd1);
  if (OUTPUTS == 2) y = f32x4.add(y, d5);
  v128.store(to + stride, y);
  if (OUTPUTS > 2) {
    y = madd(constant(0), even2, even1);
    if (OUTPUTS == 3) y = f32x4.add(y, d5);
    v128.store(to + 2 * stride, y);
  }
  if (OUTPUTS > 3) {
    y = madd(constant(5), odd2, odd1);
    if (OUTPUTS == 4) y = f32x4.add(y, d5);
    v128.store(to + 3 * stride, y);
  }
  if (OUTPUTS > 4) v128.store(to + 4 * stride, f32x4.add(d5, madd(constant(6), even2, even1)));
}
