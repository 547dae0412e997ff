import { madd, storeLanes } from '../vector';

/** The three numbers that each channel is normalised by, repeated `times` so that few channels fill vectors too. */
@unmanaged
export class BatchNormFactorsArgs {
  mean: usize; // [channels]
  variance: usize;
  scale: usize; // [channels], or 0 for 1
  offset: usize; // [channels], or 0 for 0
  factors: usize; // out: [3, times · channels]: mean, scale / √(variance + epsilon), offset
  channels: i32;
  times: i32;
  epsilon: f32;
}

export function batchNormFactors(args: BatchNormFactorsArgs, task: i32): void {
  const channels = args.channels, row = <usize>(args.times * channels) << 2;
  let to = args.factors;
  for (let t = args.times; t > 0; t--) {
    for (let c = <usize>0, end = <usize>channels << 2; c < end; c += 4, to += 4) {
      const scale: f32 = args.scale ? load<f32>(args.scale + c) : 1, offset: f32 = args.offset ? load<f32>(args.offset + c) : 0;
      store<f32>(to, load<f32>(args.mean + c));
      store<f32>(to + row, scale / sqrt(load<f32>(args.variance + c) + args.epsilon));
      store<f32>(to + 2 * row, offset);
    }
  }
}

/** y = (x - mean) · factor + offset, where the channels are the last dimension. One task is a range of numbers. */
@unmanaged
export class BatchNormArgs {
  x: usize;
  y: usize; // out
  factors: usize; // [3, columns]
  count: i32;
  countPerTask: i32; // a multiple of 64
  columns: i32; // a multiple of the channels
}

export function batchNorm(args: BatchNormArgs, task: i32): void {
  const columns = args.columns, row = <usize>columns << 2;
  let i = task * args.countPerTask;
  const end = min(i + args.countPerTask, args.count);
  let column = i % columns;
  while (i < end) {
    let n = min(columns - column, end - i), x = args.x + (<usize>i << 2), y = args.y + (<usize>i << 2);
    let factors = args.factors + (<usize>column << 2);
    i += n;
    column = 0;
    for (; n > 0; n -= 4, x += 16, y += 16, factors += 16) {
      const centred = f32x4.sub(v128.load(x), v128.load(factors));
      storeLanes(y, madd(centred, v128.load(factors + row), v128.load(factors + 2 * row)), n);
    }
  }
}
