import { storeLanes, zero } from '../vector';

/**
 * Adds each row to the output row that its number names; numbers out of range are left out. It is the gradient of
 * picking rows, as an embedding does. One task is a block of columns, since any two rows may go to the same one.
 */
@unmanaged
export class SumSegmentsArgs {
  input: usize; // [rows, columns]
  segments: usize; // [rows], 32-bit integers
  output: usize; // out: [segmentCount, columns]
  rows: i32;
  columns: i32;
  segmentCount: i32;
  columnsPerTask: i32; // a multiple of 4 where it is not all of them
}

export function sumSegments(args: SumSegmentsArgs, task: i32): void {
  const column = task * args.columnsPerTask, columns = min(args.columnsPerTask, args.columns - column);
  const row = <usize>args.columns << 2, offset = <usize>column << 2, count = args.segmentCount;
  const output = args.output + offset;
  if (columns == args.columns) zero(output, <usize>count * row);
  else for (let segment = 0; segment < count; segment++) zero(output + <usize>segment * row, <usize>columns << 2);
  let from = args.input + offset;
  for (let i = 0; i < args.rows; i++, from += row) {
    const segment = load<i32>(args.segments + (<usize>i << 2));
    if (segment < 0 || segment >= count) continue;
    const to = output + <usize>segment * row;
    for (let c = columns, at: usize = 0; c > 0; c -= 4, at += 16) {
      storeLanes(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)), c);
    }
  }
}
