import { storeLanes } from '../vector';

/** For each index a row of `depth` words: `on` at the index, `off` elsewhere. One task is a range of indices. */
@unmanaged
export class OneHotArgs {
  indices: usize; // int32
  y: usize; // out: [count, depth]
  count: i32;
  countPerTask: i32;
  depth: i32;
  on: i32; // bits
  off: i32; // bits
}

export function oneHot(args: OneHotArgs, task: i32): void {
  const first = task * args.countPerTask, n = min(args.countPerTask, args.count - first), depth = args.depth;
  const off = i32x4.splat(args.off);
  let y = args.y + (<usize>first * <usize>depth << 2), index = args.indices + (<usize>first << 2);
  for (let i = 0; i < n; i++, index += 4, y += <usize>depth << 2) {
    let to = y;
    for (let left = depth; left > 0; left -= 4, to += 16) storeLanes(to, off, left);
    const hot = load<i32>(index);
    if (hot >= 0 && hot < depth) store<i32>(y + (<usize>hot << 2), args.on);
  }
}
