import { panelCount, panelVectors } from '../tile';

/**
 * Lays a matrix of `taps` × `inner` rows and `columns` columns out in panels for `multiplyTile`: the columns of a
 * panel stand side by side for each row, and those past the last column are zero. Strides are in bytes and may be
 * negative, so that the same loop transposes and flips. One task is one panel.
 */
@unmanaged
export class PackPanelsArgs {
  source: usize;
  panels: usize; // out: taps · inner · (columns rounded up to 4) floats
  taps: i32;
  tapStride: i32;
  inner: i32;
  innerStride: i32;
  columns: i32;
  columnStride: i32;
}

export function packPanels(args: PackPanelsArgs, task: i32): void {
  const columns = args.columns, inner = args.inner, taps = args.taps;
  const innerStride = args.innerStride, columnStride = args.columnStride;
  const all = (columns + 3) >> 2, first = task * 2;
  // The caller counts panels of two vectors; a last panel of three makes one fewer.
  if (task >= panelCount(all)) return;
  const vectors = panelVectors(all - first), column = first << 2, width = vectors << 2;
  let to = args.panels + <usize>(column * taps * inner << 2);
  const whole = column + width <= columns;
  for (let tap = 0; tap < taps; tap++) {
    let from = args.source + <usize>(tap * args.tapStride + column * columnStride);
    if (whole && columnStride == 4) {
      for (let i = 0; i < inner; i++, from += innerStride) {
        for (let v = 0; v < vectors; v++, to += 16) v128.store(to, v128.load(from + <usize>(v << 4)));
      }
    } else if (whole && innerStride == 4) {
      to = packColumns(from, to, inner, columnStride, vectors);
    } else {
      for (let i = 0; i < inner; i++, from += innerStride) {
        let p = from;
        for (let c = 0; c < width; c++, p += columnStride, to += 4) store<f32>(to, column + c < columns ? load<f32>(p) : 0);
      }
    }
  }
}

/** Columns are contiguous and go in four by four, transposed in registers. */
function packColumns(from: usize, to: usize, inner: i32, columnStride: i32, vectors: i32): usize {
  const row = <usize>(vectors << 4);
  let i = 0;
  for (; i + 4 <= inner; i += 4, from += 16, to += row << 2) {
    for (let v = 0; v < vectors; v++) transpose4(from + <usize>((v << 2) * columnStride), columnStride, to + <usize>(v << 4), row);
  }
  for (; i < inner; i++, from += 4) {
    for (let c = 0; c < vectors << 2; c++, to += 4) store<f32>(to, load<f32>(from + <usize>(c * columnStride)));
  }
  return to;
}

// @ts-ignore: decorator
@inline
export function transpose4(from: usize, stride: i32, to: usize, row: usize): void {
  const step = <usize>stride;
  const r0 = v128.load(from), r1 = v128.load(from + step), r2 = v128.load(from + 2 * step), r3 = v128.load(from + 3 * step);
  const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
  const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5));
  v128.store(to + row, v128.shuffle<f32>(t0, t2, 2, 3, 6, 7));
  v128.store(to + 2 * row, v128.shuffle<f32>(t1, t3, 0, 1, 4, 5));
  v128.store(to + 3 * row, v128.shuffle<f32>(t1, t3, 2, 3, 6, 7));
}
