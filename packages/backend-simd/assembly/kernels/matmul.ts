import { activate } from '../activation';
import { threadSlot } from '../parallel';
import { multiplyTile, outerTile, panelVectors, tileRows } from '../tile';
import { copy, zero } from '../vector';

/**
 * c = activation(a · b + bias) with b in panels (see `packPanels`): for matrices b that fit the cache.
 * One task is a block of rows.
 */
@unmanaged
export class MultiplyPanelsArgs {
  a: usize; // [rows, depth]
  panels: usize; // [depth, columns] in panels
  bias: usize; // [columns], or 0
  c: usize; // out: [rows, columns]
  rows: i32;
  depth: i32;
  columns: i32;
  rowsPerTask: i32;
  activation: i32;
}

export function multiplyPanels(args: MultiplyPanelsArgs, task: i32): void {
  const depth = args.depth, columns = args.columns, bias = args.bias;
  const first = task * args.rowsPerTask, rows = min(args.rowsPerTask, args.rows - first);
  const rowStride = <usize>(depth << 2), cStride = <usize>(columns << 2);
  const a = args.a + <usize>first * rowStride, c = args.c + <usize>first * cStride;
  const vectors = (columns + 3) >> 2;
  for (let v = 0; v < vectors; ) {
    const width = panelVectors(vectors - v), column = v << 2, lanes = columns - column - ((width - 1) << 2);
    const panel = args.panels + <usize>(column * depth << 2);
    multiplyRows(width, rows, a, rowStride, depth, panel, bias ? bias + (column << 2) : 0, c + (column << 2), cStride, lanes, 0);
    v += width;
  }
  if (args.activation) activate(c, rows * columns, args.activation);
}

/** Walks over `rows` rows in tiles of nearly equal height. */
export function multiplyRows(width: i32, rows: i32, a: usize, rowStride: usize, depth: i32, panel: usize, bias: usize, c: usize, cStride: usize, lanes: i32, add: i32): void {
  const tiles = (rows + tileRows(width) - 1) / tileRows(width), height = rows / tiles, taller = rows - height * tiles;
  for (let tile = 0; tile < tiles; tile++) {
    const n = height + (tile < taller ? 1 : 0);
    multiplyTile(width, n, a, rowStride, 1, 0, depth, panel, bias, c, cStride, lanes, add);
    a += <usize>n * rowStride;
    c += <usize>n * cStride;
  }
}

/**
 * c = activation(a · b + bias) with b as it stands: for matrices b that are too large to be packed at once.
 * One task is a block of columns, and packs b piece by piece, `depthPerPiece` rows at a time.
 */
@unmanaged
export class MultiplyBlocksArgs {
  a: usize; // [rows, depth]
  b: usize;
  bias: usize; // [columns], or 0
  c: usize; // out: [rows, columns]
  scratch: usize; // columnsPerTask · depthPerPiece floats a thread
  scratchBytes: i32; // a thread
  rows: i32;
  depth: i32;
  columns: i32;
  depthStride: i32; // bytes from b[k][n] to b[k + 1][n]
  columnStride: i32; // bytes from b[k][n] to b[k][n + 1]
  columnsPerTask: i32; // a multiple of 8
  depthPerPiece: i32;
}

export function multiplyBlocks(args: MultiplyBlocksArgs, task: i32): void {
  const depth = args.depth, columns = args.columns;
  const scratch = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes;
  const firstColumn = task * args.columnsPerTask, width = min(args.columnsPerTask, columns - firstColumn);
  const rowStride = <usize>depth << 2, cStride = <usize>columns << 2;
  for (let k = 0; k < depth; k += args.depthPerPiece) {
    const piece = min(args.depthPerPiece, depth - k);
    for (let n = 0; n < width; n += 8) {
      const column = firstColumn + n, vectors = columns - column > 4 ? 2 : 1, lanes = min(4, columns - column - ((vectors - 1) << 2));
      packPiece(args, k, piece, column, vectors, scratch);
      const bias = args.bias && k == 0 ? args.bias + (<usize>column << 2) : 0;
      multiplyRows(vectors, args.rows, args.a + (<usize>k << 2), rowStride, piece, scratch, bias, args.c + (<usize>column << 2), cStride, lanes, k > 0 ? 1 : 0);
    }
  }
}

function packPiece(args: MultiplyBlocksArgs, k: i32, piece: i32, column: i32, vectors: i32, to: usize): void {
  const depthStride = <usize>args.depthStride, columnStride = <usize>args.columnStride;
  const width = vectors << 2, whole = column + width <= args.columns;
  let from = args.b + <usize>k * depthStride + <usize>column * columnStride;
  if (whole && columnStride == 4) {
    for (let i = 0; i < piece; i++, from += depthStride) {
      v128.store(to, v128.load(from));
      if (vectors > 1) v128.store(to, v128.load(from, 16), 16);
      to += <usize>width << 2;
    }
    return;
  }
  for (let i = 0; i < piece; i++, from += depthStride) {
    let p = from;
    for (let n = 0; n < width; n++, p += columnStride, to += 4) store<f32>(to, column + n < args.columns ? load<f32>(p) : 0);
  }
}

/**
 * c = aᵀ · b, with b in panels. One task is a block of rows of c; it lays its columns of a out in panels as high
 * as a tile, so that the inner loop reads both operands without gaps (rows of a may lie far apart, which makes
 * the first-level cache forget them).
 */
@unmanaged
export class MultiplyTransposedArgs {
  a: usize; // [depth, rows]
  panels: usize; // [depth, columns] in panels
  c: usize; // out: [rows, columns]
  scratch: usize; // (rowsPerTask + 8) · depthPerPiece floats a thread
  scratchBytes: i32; // a thread
  rows: i32;
  depth: i32;
  columns: i32;
  rowsPerTask: i32;
  depthPerPiece: i32;
}

export function multiplyTransposed(args: MultiplyTransposedArgs, task: i32): void {
  const depth = args.depth, columns = args.columns, height = tileRows(2);
  const scratch = args.scratch + <usize>threadSlot() * <usize>args.scratchBytes;
  const first = task * args.rowsPerTask, rows = min(args.rowsPerTask, args.rows - first);
  const cStride = <usize>columns << 2, vectors = (columns + 3) >> 2;
  const c = args.c + <usize>first * cStride;
  zero(c, <usize>rows * cStride);
  for (let k = 0; k < depth; k += args.depthPerPiece) {
    const piece = min(args.depthPerPiece, depth - k);
    packTiles(args.a + ((<usize>k * <usize>args.rows + first) << 2), <usize>args.rows << 2, piece, rows, height, scratch);
    for (let v = 0; v < vectors; ) {
      const width = panelVectors(vectors - v), column = v << 2, lanes = columns - column - ((width - 1) << 2);
      const panel = args.panels + ((<usize>column * depth + <usize>k * (width << 2)) << 2);
      outerRows(width, rows, height, scratch, panel, piece, c + (column << 2), cStride, lanes);
      v += width;
    }
  }
}

/** Multiplies tiles of `height` columns laid out by `packTiles` with one panel; a narrow panel takes them in two halves. */
export function outerRows(width: i32, rows: i32, height: i32, tiles: usize, panel: usize, points: i32, c: usize, cStride: usize, lanes: i32): void {
  for (let row = 0; row < rows; row += height) {
    const n = min(height, rows - row), point = <usize>height << 2;
    const most = tileRows(width);
    for (let i = 0; i < n; i += most) {
      outerTile(width, min(most, n - i), tiles + (i << 2), point, 0, 0, panel, <usize>width << 4, 0, 0, points, 1, 1, c + <usize>(row + i) * cStride, cStride, lanes);
    }
    tiles += <usize>points * point;
  }
}

/** Lays `columns` columns of a matrix of `points` rows out in tiles: [columns / height][points][height]. */
export function packTiles(from: usize, rowStride: usize, points: i32, columns: i32, height: i32, to: usize): void {
  const tile = <usize>(points * height) << 2, bytes = <usize>height << 2;
  for (let p = 0; p < points; p++, from += rowStride, to += bytes) {
    let column = 0, out = to;
    for (; column + height <= columns; column += height, out += tile) copyFew(out, from + (<usize>column << 2), height);
    if (column < columns) copy(out, from + (<usize>column << 2), <usize>(columns - column) << 2);
  }
}

// @ts-ignore: decorator
@inline
function copyFew(to: usize, from: usize, floats: i32): void {
  v128.store(to, v128.load(from));
  if (floats == 6) v128.store64_lane(to, v128.load64_zero(from, 16), 0, 16);
}
