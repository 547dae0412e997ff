import { expVector } from '../math';
import { storeLanes } from '../vector';

/** Ones in the first n lanes: a mask at LANES + 16 - 4 · n. */
const LANES: usize = memory.data<i32>([-1, -1, -1, -1, 0, 0, 0, 0], 16);
const MINUS_INFINITY: usize = memory.data<i32>([0xff800000], 16);

/** exp(x - max) / Σ exp(x - max) along rows. One task is a range of rows. */
@unmanaged
export class SoftmaxArgs {
  x: usize; // [rows, columns]
  y: usize; // out: [rows, columns]
  rows: i32;
  columns: i32;
  rowsPerTask: i32;
}

export function softmax(args: SoftmaxArgs, task: i32): void {
  const first = task * args.rowsPerTask, columns = args.columns, bytes = <usize>columns << 2;
  let x = args.x + <usize>first * bytes, y = args.y + <usize>first * bytes;
  for (let n = min(args.rowsPerTask, args.rows - first); n > 0; n--, x += bytes, y += bytes) {
    const largest = f32x4.splat(rowMaximum(x, columns));
    const sum = f32x4.splat(rowExponentials(x, y, columns, largest));
    for (let i = columns, to = y; i > 0; i -= 4, to += 16) storeLanes(to, f32x4.div(v128.load(to), sum), i);
  }
}

/** The next up to four numbers of a row; lanes past its end are -infinity, whose exponential is 0. */
// @ts-ignore: decorator
@inline
function rowVector(x: usize, left: i32): v128 {
  const v = v128.load(x);
  if (left >= 4) return v;
  return v128.bitselect(v, v128.load32_splat(MINUS_INFINITY), v128.load(LANES + 16 - (<usize>left << 2)));
}

function rowMaximum(x: usize, n: i32): f32 {
  let most = v128.load32_splat(MINUS_INFINITY);
  for (; n > 0; n -= 4, x += 16) most = f32x4.max(most, rowVector(x, n));
  const half = f32x4.max(most, v128.shuffle<i64>(most, most, 1, 1));
  return max(f32x4.extract_lane(half, 0), f32x4.extract_lane(half, 1));
}

/** Writes exp(x - largest) to y and adds it up. */
function rowExponentials(x: usize, y: usize, n: i32, largest: v128): f32 {
  let sum = f32x4.splat(0);
  for (; n > 0; n -= 4, x += 16, y += 16) {
    const v = expVector(f32x4.sub(rowVector(x, n), largest));
    sum = f32x4.add(sum, v);
    storeLanes(y, v, n);
  }
  const half = f32x4.add(sum, v128.shuffle<i64>(sum, sum, 1, 1));
  return f32x4.extract_lane(half, 0) + f32x4.extract_lane(half, 1);
}
