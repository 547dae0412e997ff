import { storeBytes, storeLanes } from '../vector';

/** y = condition ? t : e, all of the same shape. One task is a range of elements. */
@unmanaged
export class SelectArgs {
  condition: usize; // one byte an element
  t: usize;
  e: usize;
  y: usize; // out
  count: i32;
  countPerTask: i32; // a multiple of 64
  elementBytes: i32; // of t, e and y: 4, or 1 for bool
}

export function select(args: SelectArgs, task: i32): void {
  const first = <usize>(task * args.countPerTask), shift: usize = args.elementBytes == 4 ? 2 : 0;
  let n = min(args.countPerTask, args.count - <i32>first);
  let c = args.condition + first, t = args.t + (first << shift), e = args.e + (first << shift), y = args.y + (first << shift);
  if (shift == 0) {
    for (; n > 0; n -= 16, c += 16, t += 16, e += 16, y += 16) {
      storeBytes(y, v128.bitselect(v128.load(t), v128.load(e), i8x16.ne(v128.load(c), i8x16.splat(0))), n);
    }
    return;
  }
  for (; n > 0; n -= 4, c += 4, t += 16, e += 16, y += 16) {
    const lanes = i32x4.extend_low_i16x8_s(i16x8.extend_low_i8x16_s(v128.load32_zero(c)));
    storeLanes(y, v128.bitselect(v128.load(t), v128.load(e), i32x4.ne(lanes, i32x4.splat(0))), n);
  }
}
