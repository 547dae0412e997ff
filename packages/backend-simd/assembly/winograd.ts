/**
 * Two-dimensional Winograd transforms (Lavin and Gray 2015, "Fast Algorithms for Convolutional Neural Networks"):
 * n outputs of a correlation with m taps take n + m - 1 products instead of n · m, one at each point. Along rows and
 * columns, tiles of 6 × 6 pixels take 36 products, tiles of 8 × 8 take 64:
 *
 *   filter   tiles of 6                       tiles of 8
 *   3 × 3    16 outputs, 2.25 products each
 *   5 × 5     4 outputs, 9 each               16 outputs, 4 each
 *
 * Everything here works on four channels at once.
 */
import { transformInput6, transformOutput6, transformTaps6 } from './winograd6';
import { transformInput8, transformInputBack8, transformOutput8, transformTaps8 } from './winograd8';
import { zero } from './vector';

/** Room for the vectors of a tile. */
const VECTORS: usize = 64 * 16;

/**
 * A thread's workspace: as many zeros as there are channels, for pixels outside the image; the addresses of a tile's
 * pixels; two tiles of vectors. `workspaceBytes` in src/kernels/winogradShape.ts is the same sum.
 */
// @ts-ignore: decorator
@inline
export function pointersIn(workspace: usize, channels: i32): usize { return workspace + ((<usize>channels << 2) + 63 & ~63); }
// @ts-ignore: decorator
@inline
export function temporaryIn(pointers: usize): usize { return pointers + 256; }
// @ts-ignore: decorator
@inline
export function resultsIn(pointers: usize): usize { return pointers + 256 + VECTORS; }
// @ts-ignore: decorator
@inline
export function endOfWorkspace(pointers: usize): usize { return pointers + 256 + 2 * VECTORS; }

/** Sets up a workspace for images of that many channels. Returns its `pointers`. */
export function startWorkspace(workspace: usize, channels: i32): usize {
  zero(workspace, <usize>channels << 2);
  return pointersIn(workspace, channels);
}

/**
 * A tile of pixels, whose top left one is [top, left] of the image and may lie outside, to its points: element
 * [point][channel] goes to to + point · pointStride + (channel / 4) · vectorStride.
 */
export function transformTile(tile: i32, image: usize, height: i32, width: i32, channels: i32, top: i32, left: i32, workspace: usize, to: usize, pointStride: usize, vectorStride: usize): void {
  const pixel = <usize>channels << 2, pointers = pointersIn(workspace, channels), temporary = temporaryIn(pointers);
  if (top >= 0 && left >= 0 && top + tile <= height && left + tile <= width) {
    const rowStride = <usize>width * pixel, corner = image + <usize>top * rowStride + <usize>left * pixel;
    for (let c: usize = 0; c < pixel; c += 16, to += vectorStride) {
      if (tile == 6) transformInside6(corner + c, rowStride, pixel, temporary, to, pointStride);
      else transformInside8(corner + c, rowStride, pixel, temporary, to, pointStride);
    }
    return;
  }
  const row = <usize>tile << 2;
  for (let i = 0; i < tile; i++) {
    for (let j = 0; j < tile; j++) {
      const y = top + i, x = left + j;
      const inside = y >= 0 && y < height && x >= 0 && x < width;
      store<usize>(pointers + <usize>i * row + (<usize>j << 2), inside ? image + <usize>(y * width + x) * pixel : workspace);
    }
  }
  for (let c: usize = 0; c < pixel; c += 16, to += vectorStride) {
    if (tile == 6) transformPixels6(pointers, c, temporary, to, pointStride);
    else transformPixels8(pointers, c, temporary, to, pointStride);
  }
}

function transformInside6(corner: usize, rowStride: usize, pixel: usize, temporary: usize, to: usize, stride: usize): void {
  for (let j: usize = 0; j < 6; j++) {
    const p0 = corner + j * pixel, p1 = p0 + rowStride, p2 = p1 + rowStride, p3 = p2 + rowStride, p4 = p3 + rowStride;
    transformInput6(v128.load(p0), v128.load(p1), v128.load(p2), v128.load(p3), v128.load(p4), v128.load(p4 + rowStride), temporary + (j << 4), 96);
  }
  transformRows6(temporary, to, stride);
}

function transformInside8(corner: usize, rowStride: usize, pixel: usize, temporary: usize, to: usize, stride: usize): void {
  for (let j: usize = 0; j < 8; j++) {
    const p0 = corner + j * pixel, p1 = p0 + rowStride, p2 = p1 + rowStride, p3 = p2 + rowStride, p4 = p3 + rowStride, p5 = p4 + rowStride, p6 = p5 + rowStride;
    transformInput8(v128.load(p0), v128.load(p1), v128.load(p2), v128.load(p3), v128.load(p4), v128.load(p5), v128.load(p6), v128.load(p6 + rowStride), temporary + (j << 4), 128);
  }
  transformRows8(temporary, to, stride);
}

// @ts-ignore: decorator
@inline
function pixelAt(pointer: usize, channel: usize): v128 { return v128.load(load<usize>(pointer) + channel); }

function transformPixels6(pointers: usize, c: usize, temporary: usize, to: usize, stride: usize): void {
  for (let j: usize = 0; j < 6; j++) {
    const q = pointers + (j << 2);
    transformInput6(pixelAt(q, c), pixelAt(q + 24, c), pixelAt(q + 48, c), pixelAt(q + 72, c), pixelAt(q + 96, c), pixelAt(q + 120, c), temporary + (j << 4), 96);
  }
  transformRows6(temporary, to, stride);
}

function transformPixels8(pointers: usize, c: usize, temporary: usize, to: usize, stride: usize): void {
  for (let j: usize = 0; j < 8; j++) {
    const q = pointers + (j << 2);
    transformInput8(pixelAt(q, c), pixelAt(q + 32, c), pixelAt(q + 64, c), pixelAt(q + 96, c), pixelAt(q + 128, c), pixelAt(q + 160, c), pixelAt(q + 192, c), pixelAt(q + 224, c), temporary + (j << 4), 128);
  }
  transformRows8(temporary, to, stride);
}

// @ts-ignore: decorator
@inline
function transformRows6(temporary: usize, to: usize, stride: usize): void {
  for (let i: usize = 0; i < 6; i++) {
    const q = temporary + i * 96;
    transformInput6(v128.load(q), v128.load(q, 16), v128.load(q, 32), v128.load(q, 48), v128.load(q, 64), v128.load(q, 80), to + i * 6 * stride, stride);
  }
}

// @ts-ignore: decorator
@inline
function transformRows8(temporary: usize, to: usize, stride: usize): void {
  for (let i: usize = 0; i < 8; i++) {
    const q = temporary + (i << 7);
    transformInput8(v128.load(q), v128.load(q, 16), v128.load(q, 32), v128.load(q, 48), v128.load(q, 64), v128.load(q, 80), v128.load(q, 96), v128.load(q, 112), to + (i << 3) * stride, stride);
  }
}

/** Taps × taps vectors of a filter, or of a tile of gradients that plays its part, to the points of a tile. */
export function transformTaps(tile: i32, taps: i32, from: usize, tapStride: usize, rowStride: usize, temporary: usize, to: usize, stride: usize): void {
  if (tile == 6) switch (taps) {
    case 2: taps6(2, from, tapStride, rowStride, temporary, to, stride); return;
    case 3: taps6(3, from, tapStride, rowStride, temporary, to, stride); return;
    case 4: taps6(4, from, tapStride, rowStride, temporary, to, stride); return;
    default: taps6(5, from, tapStride, rowStride, temporary, to, stride); return;
  }
  if (taps == 4) taps8(4, 1, from, tapStride, rowStride, temporary, to, stride);
  else taps8(5, 1, from, tapStride, rowStride, temporary, to, stride);
}

/** The transpose of `transformOutputs` for 4 × 4 outputs: their gradients to those at the points of a tile of 8. */
export function transformOutputsBack(from: usize, pixelStride: usize, rowStride: usize, temporary: usize, to: usize, stride: usize): void {
  taps8(4, 0, from, pixelStride, rowStride, temporary, to, stride);
}

/**
 * Four channels of side × side pixels, the first at `corner`. Where fewer `rows` and `columns` exist, copies those to
 * `copy` with zeros around them. Returns where all stand: 16 bytes apart in `copy`, or as they are at `corner`.
 */
// @ts-ignore: decorator
@inline
export function wholeTile(side: i32, corner: usize, rowStride: usize, pixel: usize, rows: i32, columns: i32, copy: usize): usize {
  if (rows >= side && columns >= side) return corner;
  const none = f32x4.splat(0);
  let to = copy;
  for (let i = 0; i < side; i++) for (let j = 0; j < side; j++, to += 16) {
    v128.store(to, i < rows && j < columns ? v128.load(corner + <usize>i * rowStride + <usize>j * pixel) : none);
  }
  return copy;
}

// @ts-ignore: decorator
@inline
function taps6(TAPS: i32, from: usize, tapStride: usize, rowStride: usize, temporary: usize, to: usize, stride: usize): void {
  for (let j = 0; j < TAPS; j++) transformTaps6(TAPS, from + <usize>j * tapStride, rowStride, temporary + (<usize>j << 4), 96);
  for (let i: usize = 0; i < 6; i++) transformTaps6(TAPS, temporary + i * 96, 16, to + i * 6 * stride, stride);
}

// @ts-ignore: decorator
@inline
function taps8(TAPS: i32, SCALED: i32, from: usize, tapStride: usize, rowStride: usize, temporary: usize, to: usize, stride: usize): void {
  for (let j = 0; j < TAPS; j++) transformTaps8(TAPS, SCALED, from + <usize>j * tapStride, rowStride, temporary + (<usize>j << 4), 128);
  for (let i: usize = 0; i < 8; i++) transformTaps8(TAPS, SCALED, temporary + (i << 7), 16, to + (i << 3) * stride, stride);
}

/** The points of a tile to side × side vectors at `to`, 16 bytes apart. */
export function transformOutputs(tile: i32, side: i32, from: usize, stride: usize, temporary: usize, to: usize): void {
  if (tile == 6) switch (side) {
    case 2: outputs6(2, from, stride, temporary, to); return;
    case 3: outputs6(3, from, stride, temporary, to); return;
    case 4: outputs6(4, from, stride, temporary, to); return;
    default: outputs6(5, from, stride, temporary, to); return;
  }
  if (side == 4) outputs8(4, from, stride, temporary, to);
  else outputs8(5, from, stride, temporary, to);
}

// @ts-ignore: decorator
@inline
function outputs6(OUTPUTS: i32, from: usize, stride: usize, temporary: usize, to: usize): void {
  for (let j: usize = 0; j < 6; j++) transformOutput6(OUTPUTS, from + j * stride, 6 * stride, temporary + (j << 4), 96);
  for (let i = 0; i < OUTPUTS; i++) transformOutput6(OUTPUTS, temporary + <usize>(i * 96), 16, to + <usize>(i * OUTPUTS << 4), 16);
}

// @ts-ignore: decorator
@inline
function outputs8(OUTPUTS: i32, from: usize, stride: usize, temporary: usize, to: usize): void {
  for (let j: usize = 0; j < 8; j++) transformOutput8(OUTPUTS, from + j * stride, 8 * stride, temporary + (j << 4), 128);
  for (let i = 0; i < OUTPUTS; i++) transformOutput8(OUTPUTS, temporary + (<usize>i << 7), 16, to + <usize>(i * OUTPUTS << 4), 16);
}

/** The transpose of `transformTile` for four channels with tiles of 8: points to 8 × 8 vectors at `to`. */
export function transformTileBack(from: usize, stride: usize, temporary: usize, to: usize): void {
  for (let j: usize = 0; j < 8; j++) transformInputBack8(from + j * stride, 8 * stride, temporary + (j << 4), 128);
  for (let i: usize = 0; i < 8; i++) transformInputBack8(temporary + (i << 7), 16, to + (i << 7), 16);
}
