import { one, toInt32 } from '../math';
import { masksToBytes, storeBytes, storeLanes } from '../vector';

export const enum CastOp {
  FLOAT_TO_INT, INT_TO_FLOAT, FLOAT_TO_BOOL, INT_TO_BOOL, BOOL_TO_FLOAT, BOOL_TO_INT,
}

/** Another type for the same numbers, as JavaScript's typed arrays convert them. One task is a range of elements. */
@unmanaged
export class CastArgs {
  x: usize;
  y: usize; // out
  count: i32;
  countPerTask: i32; // a multiple of 64
  op: i32; // CastOp
}

export function cast(args: CastArgs, task: i32): void {
  const first = <usize>(task * args.countPerTask), n = min(args.countPerTask, args.count - <i32>first);
  switch (args.op) {
    case CastOp.FLOAT_TO_INT: floatToInt(args.x + (first << 2), args.y + (first << 2), n); return;
    case CastOp.INT_TO_FLOAT: intToFloat(args.x + (first << 2), args.y + (first << 2), n); return;
    case CastOp.FLOAT_TO_BOOL: floatToBool(args.x + (first << 2), args.y + first, n); return;
    case CastOp.INT_TO_BOOL: intToBool(args.x + (first << 2), args.y + first, n); return;
    case CastOp.BOOL_TO_FLOAT: fromBool(args.x + first, args.y + (first << 2), n, one()); return;
    case CastOp.BOOL_TO_INT: fromBool(args.x + first, args.y + (first << 2), n, i32x4.splat(1)); return;
  }
}

/** 2³¹: from here on the instruction saturates, and JavaScript counts on modulo 2³². */
const LARGE: usize = memory.data<f32>([2147483648], 16);

function floatToInt(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) {
    const v = v128.load(x);
    if (i32x4.all_true(f32x4.lt(f32x4.abs(v), v128.load32_splat(LARGE)))) storeLanes(y, i32x4.trunc_sat_f32x4_s(v), n);
    else for (let i: usize = 0; i < <usize>min(n, 4); i++) store<i32>(y + (i << 2), toInt32(<f64>load<f32>(x + (i << 2))));
  }
}

function intToFloat(x: usize, y: usize, n: i32): void {
  for (; n > 0; n -= 4, x += 16, y += 16) storeLanes(y, f32x4.convert_i32x4_s(v128.load(x)), n);
}

function floatToBool(x: usize, y: usize, n: i32): void {
  const none = f32x4.splat(0);
  for (; n > 0; n -= 16, x += 64, y += 16) {
    const m0 = f32x4.ne(v128.load(x), none), m1 = f32x4.ne(v128.load(x, 16), none);
    storeBytes(y, masksToBytes(m0, m1, f32x4.ne(v128.load(x, 32), none), f32x4.ne(v128.load(x, 48), none)), n);
  }
}

function intToBool(x: usize, y: usize, n: i32): void {
  const none = i32x4.splat(0);
  for (; n > 0; n -= 16, x += 64, y += 16) {
    const m0 = i32x4.ne(v128.load(x), none), m1 = i32x4.ne(v128.load(x, 16), none);
    storeBytes(y, masksToBytes(m0, m1, i32x4.ne(v128.load(x, 32), none), i32x4.ne(v128.load(x, 48), none)), n);
  }
}

/** Four bytes widened to masks cut out of `one`. */
function fromBool(x: usize, y: usize, n: i32, one: v128): void {
  for (; n > 0; n -= 4, x += 4, y += 16) {
    const lanes = i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(x)));
    storeLanes(y, v128.and(i32x4.ne(lanes, i32x4.splat(0)), one), n);
  }
}
