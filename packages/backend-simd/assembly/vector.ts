/** a * b + c, in one rounding where the module has relaxed SIMD, in two elsewhere. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Writes the first `count` lanes; four or more write the whole vector. */
// @ts-ignore: decorator
@inline
export function storeLanes(address: usize, value: v128, count: i32): void {
  if (count >= 4) v128.store(address, value);
  else if (count == 2) v128.store64_lane(address, value, 0);
  else if (count == 1) v128.store32_lane(address, value, 0);
  else {
    v128.store64_lane(address, value, 0);
    v128.store32_lane(address, value, 2, 8);
  }
}

/** Zeroes `bytes` bytes, a multiple of 4. A loop of stores beats memory.fill below a few kilobytes in V8. */
export function zero(address: usize, bytes: usize): void {
  if (bytes >= 4096) {
    memory.fill(address, 0, bytes);
    return;
  }
  const end = address + bytes, none = f32x4.splat(0);
  for (; address + 16 <= end; address += 16) v128.store(address, none);
  for (; address < end; address += 4) store<f32>(address, 0);
}

/** Copies `bytes` bytes, a multiple of 4, between places that do not overlap. */
export function copy(to: usize, from: usize, bytes: usize): void {
  if (bytes >= 4096) {
    memory.copy(to, from, bytes);
    return;
  }
  const end = from + bytes;
  for (; from + 16 <= end; from += 16, to += 16) v128.store(to, v128.load(from));
  for (; from < end; from += 4, to += 4) store<f32>(to, load<f32>(from));
}

/** Writes the first `count` bytes; sixteen or more write the whole vector. */
// @ts-ignore: decorator
@inline
export function storeBytes(address: usize, value: v128, count: i32): void {
  if (count >= 16) v128.store(address, value);
  else storeFewBytes(address, value, count);
}

function storeFewBytes(address: usize, value: v128, count: i32): void {
  if (count & 8) {
    v128.store64_lane(address, value, 0);
    value = v128.shuffle<i64>(value, value, 1, 1);
    address += 8;
  }
  let rest = i64x2.extract_lane(value, 0);
  for (let n = count & 7; n > 0; n--, address++, rest >>= 8) store<u8>(address, <u8>rest);
}

/** Sixteen bytes, 1 where the mask's lane is all ones and 0 where it is zero. */
// @ts-ignore: decorator
@inline
export function masksToBytes(m0: v128, m1: v128, m2: v128, m3: v128): v128 {
  return i8x16.neg(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(m0, m1), i16x8.narrow_i32x4_s(m2, m3)));
}
