/**
 * The two register tiles that all convolutions and matrix products are made of. Each keeps ROWS × VECTORS sums of
 * four lanes in registers while it walks over memory; the caller's constants ROWS and VECTORS choose which lines of
 * the one text below are compiled.
 *
 * Tile heights, from 16 vector registers: 6 rows × 2 vectors are 12 sums, 2 of B and 1 of A; without fused
 * multiply-add the product needs a register of its own, so 4 × 2. A panel of three vectors takes 3 rows. Unrolling the
 * inner loop makes V8 spill.
 */
import { madd, storeLanes } from './vector';

/** Vectors of the panel that starts where `left` vectors remain: twos, and a last one of 1, 2 or 3. */
// @ts-ignore: decorator
@inline
export function panelVectors(left: i32): i32 {
  if (left == 3) return ASC_FEATURE_RELAXED_SIMD ? 3 : 2;
  return left == 1 ? 1 : 2;
}

/** Panels that `vectors` vectors are cut into. */
// @ts-ignore: decorator
@inline
export function panelCount(vectors: i32): i32 {
  if (!ASC_FEATURE_RELAXED_SIMD) return (vectors + 1) >> 1;
  return vectors <= 1 ? vectors : vectors >> 1;
}

/** Rows of a full tile for a panel of that many vectors. */
// @ts-ignore: decorator
@inline
export function tileRows(vectors: i32): i32 {
  if (vectors == 1) return 6;
  if (vectors == 3) return 3;
  return ASC_FEATURE_RELAXED_SIMD ? 6 : 4;
}

// @ts-ignore: decorator
@inline
function rowsTimesPanel(ROWS: i32, VECTORS: i32, a: usize, rowStride: usize, segments: i32, segmentStride: usize, length: i32, panel: usize, bias: usize, c: usize, cStride: usize, lanes: i32, add: i32): void {
  const none = f32x4.splat(0);
  let c00 = none, c01 = none, c02 = none;
  if (bias) {
    c00 = v128.load(bias);
    if (VECTORS > 1) c01 = v128.load(bias, 16);
    if (VECTORS > 2) c02 = v128.load(bias, 32);
  }
  let c10 = c00, c11 = c01, c12 = c02, c20 = c00, c21 = c01, c22 = c02;
  let c30 = c00, c31 = c01, c40 = c00, c41 = c01, c50 = c00, c51 = c01;
  let b1 = none, b2 = none;
  for (; segments > 0; segments--) {
    let a0 = a, a1 = a0 + rowStride, a2 = a1 + rowStride, a3 = a2 + rowStride, a4 = a3 + rowStride, a5 = a4 + rowStride;
    for (let n = length; n > 0; n--) {
      const b0 = v128.load(panel);
      if (VECTORS > 1) b1 = v128.load(panel, 16);
      if (VECTORS > 2) b2 = v128.load(panel, 32);
      const s0 = v128.load32_splat(a0);
      c00 = madd(s0, b0, c00);
      if (VECTORS > 1) c01 = madd(s0, b1, c01);
      if (VECTORS > 2) c02 = madd(s0, b2, c02);
      if (ROWS > 1) {
        const s1 = v128.load32_splat(a1);
        c10 = madd(s1, b0, c10);
        if (VECTORS > 1) c11 = madd(s1, b1, c11);
        if (VECTORS > 2) c12 = madd(s1, b2, c12);
      }
      if (ROWS > 2) {
        const s2 = v128.load32_splat(a2);
        c20 = madd(s2, b0, c20);
        if (VECTORS > 1) c21 = madd(s2, b1, c21);
        if (VECTORS > 2) c22 = madd(s2, b2, c22);
      }
      if (ROWS > 3) {
        const s3 = v128.load32_splat(a3);
        c30 = madd(s3, b0, c30);
        if (VECTORS > 1) c31 = madd(s3, b1, c31);
      }
      if (ROWS > 4) {
        const s4 = v128.load32_splat(a4);
        c40 = madd(s4, b0, c40);
        if (VECTORS > 1) c41 = madd(s4, b1, c41);
      }
      if (ROWS > 5) {
        const s5 = v128.load32_splat(a5);
        c50 = madd(s5, b0, c50);
        if (VECTORS > 1) c51 = madd(s5, b1, c51);
      }
      panel += VECTORS * 16;
      a0 += 4;
      if (ROWS > 1) a1 += 4;
      if (ROWS > 2) a2 += 4;
      if (ROWS > 3) a3 += 4;
      if (ROWS > 4) a4 += 4;
      if (ROWS > 5) a5 += 4;
    }
    a += segmentStride;
  }
  storeRow(VECTORS, c, c00, c01, c02, lanes, add);
  if (ROWS > 1) { c += cStride; storeRow(VECTORS, c, c10, c11, c12, lanes, add); }
  if (ROWS > 2) { c += cStride; storeRow(VECTORS, c, c20, c21, c22, lanes, add); }
  if (ROWS > 3) { c += cStride; storeRow(VECTORS, c, c30, c31, none, lanes, add); }
  if (ROWS > 4) { c += cStride; storeRow(VECTORS, c, c40, c41, none, lanes, add); }
  if (ROWS > 5) { c += cStride; storeRow(VECTORS, c, c50, c51, none, lanes, add); }
}

// @ts-ignore: decorator
@inline
function storeRow(VECTORS: i32, c: usize, v0: v128, v1: v128, v2: v128, lanes: i32, add: i32): void {
  if (add) {
    v0 = f32x4.add(v0, v128.load(c));
    if (VECTORS > 1) v1 = f32x4.add(v1, v128.load(c, 16));
    if (VECTORS > 2) v2 = f32x4.add(v2, v128.load(c, 32));
  }
  if (VECTORS == 1) storeLanes(c, v0, lanes);
  if (VECTORS == 2) { v128.store(c, v0); storeLanes(c + 16, v1, lanes); }
  if (VECTORS == 3) { v128.store(c, v0); v128.store(c, v1, 16); storeLanes(c + 32, v2, lanes); }
}

/**
 * c[row][0 … 4·vectors) = bias + Σ a[row][k] · panel[k]  (+ what stood in c, with `add`).
 * Row `row` starts at a + row · rowStride and its k runs over `segments` pieces of `length` floats, `segmentStride`
 * bytes apart: one piece is a matrix row, several are the rows of a convolution's window. The panel holds its
 * 4·vectors columns side by side for each k. `lanes` of the last vector are written (1 to 4).
 */
export function multiplyTile(vectors: i32, rows: i32, a: usize, rowStride: usize, segments: i32, segmentStride: usize, length: i32, panel: usize, bias: usize, c: usize, cStride: usize, lanes: i32, add: i32): void {
  if (vectors == 2) switch (rows) {
    case 1: rowsTimesPanel(1, 2, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 2: rowsTimesPanel(2, 2, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 3: rowsTimesPanel(3, 2, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 4: rowsTimesPanel(4, 2, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 5: rowsTimesPanel(5, 2, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 6: rowsTimesPanel(6, 2, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    default: return;
  }
  if (vectors == 1) switch (rows) {
    case 1: rowsTimesPanel(1, 1, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 2: rowsTimesPanel(2, 1, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 3: rowsTimesPanel(3, 1, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 4: rowsTimesPanel(4, 1, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 5: rowsTimesPanel(5, 1, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 6: rowsTimesPanel(6, 1, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    default: return;
  }
  switch (rows) {
    case 1: rowsTimesPanel(1, 3, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 2: rowsTimesPanel(2, 3, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    case 3: rowsTimesPanel(3, 3, a, rowStride, segments, segmentStride, length, panel, bias, c, cStride, lanes, add); return;
    default: return;
  }
}

// @ts-ignore: decorator
@inline
function pointsTimesPanel(ROWS: i32, VECTORS: i32, a: usize, aPoint: usize, aRow: usize, aImage: usize, b: usize, bPoint: usize, bRow: usize, bImage: usize, points: i32, rows: i32, images: i32, c: usize, cStride: usize, lanes: i32): void {
  const none = f32x4.splat(0);
  let c00 = none, c01 = none, c02 = none, c10 = none, c11 = none, c12 = none, c20 = none, c21 = none, c22 = none;
  let c30 = none, c31 = none, c40 = none, c41 = none, c50 = none, c51 = none;
  let b1 = none, b2 = none;
  for (; images > 0; images--) {
    let aRows = a, bRows = b;
    for (let r = rows; r > 0; r--) {
      let p = aRows, q = bRows;
      for (let n = points; n > 0; n--) {
        const b0 = v128.load(q);
        if (VECTORS > 1) b1 = v128.load(q, 16);
        if (VECTORS > 2) b2 = v128.load(q, 32);
        const s0 = v128.load32_splat(p);
        c00 = madd(s0, b0, c00);
        if (VECTORS > 1) c01 = madd(s0, b1, c01);
        if (VECTORS > 2) c02 = madd(s0, b2, c02);
        if (ROWS > 1) {
          const s1 = v128.load32_splat(p, 4);
          c10 = madd(s1, b0, c10);
          if (VECTORS > 1) c11 = madd(s1, b1, c11);
          if (VECTORS > 2) c12 = madd(s1, b2, c12);
        }
        if (ROWS > 2) {
          const s2 = v128.load32_splat(p, 8);
          c20 = madd(s2, b0, c20);
          if (VECTORS > 1) c21 = madd(s2, b1, c21);
          if (VECTORS > 2) c22 = madd(s2, b2, c22);
        }
        if (ROWS > 3) {
          const s3 = v128.load32_splat(p, 12);
          c30 = madd(s3, b0, c30);
          if (VECTORS > 1) c31 = madd(s3, b1, c31);
        }
        if (ROWS > 4) {
          const s4 = v128.load32_splat(p, 16);
          c40 = madd(s4, b0, c40);
          if (VECTORS > 1) c41 = madd(s4, b1, c41);
        }
        if (ROWS > 5) {
          const s5 = v128.load32_splat(p, 20);
          c50 = madd(s5, b0, c50);
          if (VECTORS > 1) c51 = madd(s5, b1, c51);
        }
        p += aPoint;
        q += bPoint;
      }
      aRows += aRow;
      bRows += bRow;
    }
    a += aImage;
    b += bImage;
  }
  storeRow(VECTORS, c, c00, c01, c02, lanes, 1);
  if (ROWS > 1) { c += cStride; storeRow(VECTORS, c, c10, c11, c12, lanes, 1); }
  if (ROWS > 2) { c += cStride; storeRow(VECTORS, c, c20, c21, c22, lanes, 1); }
  if (ROWS > 3) { c += cStride; storeRow(VECTORS, c, c30, c31, none, lanes, 1); }
  if (ROWS > 4) { c += cStride; storeRow(VECTORS, c, c40, c41, none, lanes, 1); }
  if (ROWS > 5) { c += cStride; storeRow(VECTORS, c, c50, c51, none, lanes, 1); }
}

/**
 * c[row][0 … 4·vectors) += Σ over points of a[point][row] · b[point]: a sum of outer products, which is a product with
 * a transposed left operand and also a filter's gradient. The points are `images` × `rows` × `points`, with the byte
 * strides given for each of the three; `lanes` of the last vector are written (1 to 4).
 */
export function outerTile(vectors: i32, tileRows: i32, a: usize, aPoint: usize, aRow: usize, aImage: usize, b: usize, bPoint: usize, bRow: usize, bImage: usize, points: i32, rows: i32, images: i32, c: usize, cStride: usize, lanes: i32): void {
  if (vectors == 2) switch (tileRows) {
    case 1: pointsTimesPanel(1, 2, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 2: pointsTimesPanel(2, 2, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 3: pointsTimesPanel(3, 2, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 4: pointsTimesPanel(4, 2, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 5: pointsTimesPanel(5, 2, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 6: pointsTimesPanel(6, 2, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    default: return;
  }
  if (vectors == 1) switch (tileRows) {
    case 1: pointsTimesPanel(1, 1, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 2: pointsTimesPanel(2, 1, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 3: pointsTimesPanel(3, 1, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 4: pointsTimesPanel(4, 1, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 5: pointsTimesPanel(5, 1, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 6: pointsTimesPanel(6, 1, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    default: return;
  }
  switch (tileRows) {
    case 1: pointsTimesPanel(1, 3, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 2: pointsTimesPanel(2, 3, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    case 3: pointsTimesPanel(3, 3, a, aPoint, aRow, aImage, b, bPoint, bRow, bImage, points, rows, images, c, cStride, lanes); return;
    default: return;
  }
}
